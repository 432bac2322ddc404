import { execFileSync } from "node:child_process";
import { chmodSync, chownSync, mkdirSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Fault } from "../../src/errors.ts";
import { readPrivate, readText } from "../../src/files/read.ts";
import { bundled, start } from "./bundled.ts";
import { freshDirectories, isRoot, nobody, thrown } from "./directory.ts";

const fresh = freshDirectories();

function file(contents: string | Uint8Array, mode = 0o600, name = "file"): string {
  const path = join(fresh(), name);
  writeFileSync(path, contents);
  chmodSync(path, mode);
  return path;
}

describe.each([
  ["readText", readText],
  ["readPrivate", readPrivate],
])("%s", (_, read) => {
  it("gives the text, without a byte order mark", () => {
    expect(read(file("grün\n"))).toBe("grün\n");
    expect(read(file("\uFEFFa: 1"))).toBe("a: 1");
    expect(read(file(""))).toBe("");
  });

  it("gives undefined where there is no file or no directory", () => {
    expect(read(join(fresh(), "none"))).toBeUndefined();
    expect(read(join(fresh(), "none", "below"))).toBeUndefined();
  });

  it("names the path and the reason", () => {
    const directory = fresh();
    mkdirSync(join(directory, "folder"), { mode: 0o700 });
    const latin = file(Buffer.from([0x67, 0x72, 0xfc, 0x6e]));
    const below = join(file(""), "below");
    expect(thrown(() => read(join(directory, "folder")))).toMatchObject({
      code: "config",
      message: `cannot read ${join(directory, "folder")}: it is a directory`,
    });
    expect(thrown(() => read(latin))).toMatchObject({
      code: "config",
      message: `cannot read ${latin}: it is not UTF-8 text`,
    });
    expect(thrown(() => read(below))).toMatchObject({ code: "config" });
  });
});

describe.each([
  ["readText", readText],
  ["readPrivate", readPrivate],
])("%s of what is no plain file", (_, read) => {
  it("refuses a pipe that nobody writes to, at once", () => {
    const path = join(fresh(), "pipe");
    execFileSync("mkfifo", ["-m", "600", path]);
    expect(thrown(() => read(path))).toMatchObject({
      code: "config",
      message: `cannot read ${path}: it is a pipe`,
    });
  });

  it("refuses a file larger than any text for people", () => {
    const path = file("");
    truncateSync(path, 16 * 1024 * 1024 + 1);
    expect(thrown(() => read(path))).toMatchObject({
      code: "config",
      message: `cannot read ${path}: it holds more than 16 MiB`,
    });
  });
});

describe("readText", () => {
  it("refuses a device that never ends", () => {
    expect(thrown(() => readText("/dev/zero"))).toMatchObject({
      message: "cannot read /dev/zero: it is not a regular file",
    });
  });

  it("keeps to the limit it is given, to the byte", () => {
    expect(readText(file("12345"), 5)).toBe("12345");
    expect(thrown(() => readText(file("123456"), 5))).toMatchObject({ code: "config" });
  });
});

describe("readPrivate", () => {
  it.each([0o604, 0o640, 0o644, 0o660, 0o602, 0o601])("refuses mode %o and says what to type", (mode) => {
    const path = file("secret", mode);
    const fault = thrown(() => readPrivate(path)) as Fault;
    expect(fault.code).toBe("config");
    expect(fault.message).toContain(path);
    expect(fault.message).toContain(mode.toString(8));
    expect(fault.hints).toEqual([`chmod 600 ${path}`]);
  });

  it("quotes a path that a shell would take apart", () => {
    const path = file("secret", 0o644, "it's mine; ok");
    expect((thrown(() => readPrivate(path)) as Fault).hints).toEqual([
      `chmod 600 '${path.replace("'", "'\\''")}'`,
    ]);
  });

  it.each([0o600, 0o400, 0o700])("reads mode %o", (mode) => {
    expect(readPrivate(file("secret", mode))).toBe("secret");
  });

  it("refuses a symbolic link, which readText follows", () => {
    const target = file("secret");
    const link = join(fresh(), "link");
    symlinkSync(target, link);
    expect(thrown(() => readPrivate(link))).toMatchObject({ code: "config" });
    expect(readText(link)).toBe("secret");
  });

  describe.skipIf(!isRoot)("with two users", () => {
    let bundle: Awaited<ReturnType<typeof bundled>>;
    beforeAll(async () => {
      bundle = await bundled("src/files/read.ts");
    });
    afterAll(() => bundle.remove());

    it("lets root read another user's file", () => {
      const path = file("secret");
      chownSync(path, nobody, nobody);
      expect(readPrivate(path)).toBe("secret");
    });

    it("refuses another user's file, and says so when it may not be opened", async () => {
      const path = file("secret", 0o604);
      const script = `for (const read of [module.readPrivate, module.readText]) for (const path of argv)
        try { console.log(read(path)) } catch (fault) { console.log(fault.code, fault.message) }`;
      const closed = file("secret", 0o600);
      for (const each of [path, closed]) chmodSync(join(each, ".."), 0o755);
      const { stdout, stderr } = await start(bundle, script, { argv: [path, closed], uid: nobody }).ended;
      expect(stderr).toBe("");
      expect(stdout.trim().split("\n")).toEqual([
        `config refused to read ${path}: it belongs to another user (uid 0)`,
        `config cannot read ${closed}: permission denied`,
        "secret",
        `config cannot read ${closed}: permission denied`,
      ]);
    });
  });
});
