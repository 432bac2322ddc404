import { execFileSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { Fault } from "../../src/errors.ts";
import { removeFile, replaceFile } from "../../src/files/replace.ts";
import { bundled, start } from "./bundled.ts";
import { freshDirectories, isRoot, nobody, thrown } from "./directory.ts";

const fresh = freshDirectories();
const modeOf = (path: string) => statSync(path).mode & 0o7777;

describe("replaceFile", () => {
  it.each([
    [0o600, 0o000, 0o666],
    [0o600, 0o777, 0o644],
    [0o644, 0o077, 0o600],
    [0o755, 0o022, undefined],
  ])("ends with mode %o under umask %o, over a file of mode %o", (mode, umask, before) => {
    const path = join(fresh(), "file");
    if (before !== undefined) {
      writeFileSync(path, "old");
      chmodSync(path, before);
    }
    const old = process.umask(umask);
    try {
      replaceFile(path, "new", { mode });
    } finally {
      process.umask(old);
    }
    expect(modeOf(path)).toBe(mode);
    expect(readFileSync(path, "utf8")).toBe("new");
  });

  it("makes missing directories readable by their owner alone, and leaves present ones", () => {
    const top = fresh();
    chmodSync(top, 0o755);
    const old = process.umask(0);
    try {
      replaceFile(join(top, "a", "b", "file"), "x", { mode: 0o600 });
    } finally {
      process.umask(old);
    }
    expect([modeOf(top), modeOf(join(top, "a")), modeOf(join(top, "a", "b"))]).toEqual([0o755, 0o700, 0o700]);
  });

  it.skipIf(process.platform !== "linux")("gives up where the system takes no directories", async () => {
    const bundle = await bundled("src/files/replace.ts");
    const script = `try { module.makeDirectory("/proc/nope/below") } catch (fault) { console.log(fault.code, fault.message) }`;
    const { child, ended } = start(bundle, script);
    // Without the fix nothing but SIGKILL ends it.
    const timer = setTimeout(() => child.kill("SIGKILL"), 3000);
    const { stdout } = await ended;
    clearTimeout(timer);
    await bundle.remove();
    expect(stdout).toBe("config cannot make /proc/nope: /proc takes no directories\n");
  });

  it("keeps bytes as they are, and leaves nothing beside the file", () => {
    const directory = fresh();
    const bytes = Uint8Array.from({ length: 3_000_000 }, (_, index) => index % 256);
    replaceFile(join(directory, "file"), bytes, { mode: 0o600 });
    expect(readFileSync(join(directory, "file")).equals(bytes)).toBe(true);
    expect(readdirSync(directory)).toEqual(["file"]);
  });

  it("writes an empty file", () => {
    const path = join(fresh(), "file");
    replaceFile(path, "", { mode: 0o600 });
    expect(statSync(path).size).toBe(0);
  });

  it.each(["a file", "nothing"])("refuses a symbolic link to %s", (target) => {
    const directory = fresh();
    const victim = join(directory, "victim");
    if (target === "a file") writeFileSync(victim, "precious");
    const path = join(directory, "link");
    symlinkSync(victim, path);
    const fault = thrown(() => replaceFile(path, "new", { mode: 0o600 }));
    expect(fault).toBeInstanceOf(Fault);
    expect(fault).toMatchObject({ code: "config", message: `cannot write ${path}: it is a symbolic link` });
    expect((fault as Fault).hints).toHaveLength(1);
    expect(existsSync(victim) && readFileSync(victim, "utf8")).toBe(target === "a file" ? "precious" : false);
  });

  it("refuses a directory and a pipe in the file's place", () => {
    const directory = fresh();
    mkdirSync(join(directory, "taken"));
    execFileSync("mkfifo", [join(directory, "pipe")]);
    expect(() => replaceFile(join(directory, "taken"), "", { mode: 0o600 })).toThrow(/it is a directory/);
    expect(() => replaceFile(join(directory, "pipe"), "", { mode: 0o600 })).toThrow(/not a regular file/);
  });

  it("says which part of the path is no directory", () => {
    const directory = fresh();
    writeFileSync(join(directory, "file"), "");
    const fault = thrown(() => replaceFile(join(directory, "file", "below"), "", { mode: 0o600 })) as Fault;
    expect(fault.code).toBe("config");
    expect(fault.message).toBe(
      `cannot make the directory ${join(directory, "file")}: a file is in its place`,
    );
  });

  it.skipIf(!isRoot)("leaves the old contents on a full disk, and no temporary file", () => {
    const directory = fresh();
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=64k", "tmpfs", directory]);
    try {
      const path = join(directory, "file");
      replaceFile(path, "old", { mode: 0o600 });
      const fault = thrown(() => replaceFile(path, Buffer.alloc(100_000), { mode: 0o600 }));
      expect(fault).toMatchObject({
        code: "config",
        message: `cannot write ${path}: no space left on device`,
      });
      expect(readFileSync(path, "utf8")).toBe("old");
      expect(readdirSync(directory)).toEqual(["file"]);
      execFileSync("mount", ["-o", "remount,ro", directory]);
      expect(() => replaceFile(path, "new", { mode: 0o600 })).toThrow(/the file system is read-only/);
      expect(() => removeFile(path)).toThrow(/the file system is read-only/);
    } finally {
      execFileSync("umount", [directory]);
    }
  });

  it.skipIf(!isRoot)("says that the directory is not ours", async () => {
    const bundle = await bundled("src/files/replace.ts");
    try {
      const directory = fresh();
      chmodSync(directory, 0o755);
      const path = join(directory, "file");
      const script = `try { module.replaceFile(argv[0], "x", { mode: 0o600 }) } catch (fault) { console.log(fault.message) }`;
      const { stdout, stderr } = await start(bundle, script, { argv: [path], uid: nobody }).ended;
      expect(stderr).toBe("");
      expect(stdout).toBe(`cannot write ${path}: permission denied\n`);
    } finally {
      await bundle.remove();
    }
  });
});

describe("removeFile", () => {
  it("removes a file, and says whether there was one", () => {
    const path = join(fresh(), "file");
    writeFileSync(path, "");
    expect([removeFile(path), removeFile(path)]).toEqual([true, false]);
  });

  it("removes a link and not what it points to", () => {
    const directory = fresh();
    writeFileSync(join(directory, "victim"), "precious");
    symlinkSync(join(directory, "victim"), join(directory, "link"));
    removeFile(join(directory, "link"));
    expect(readdirSync(directory)).toEqual(["victim"]);
  });
});
