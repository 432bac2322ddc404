import { execFileSync, spawn } from "node:child_process";
import { openSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { Fault } from "../../src/errors.ts";
import { readGiven } from "../../src/files/read-given.ts";
import { bundled } from "./bundled.ts";
import { freshDirectories } from "./directory.ts";

const fresh = freshDirectories();
const never = new AbortController().signal;

function pipe(): string {
  const path = join(fresh(), "pipe");
  execFileSync("mkfifo", ["-m", "600", path]);
  return path;
}

describe("readGiven", () => {
  it("reads a plain file, and gives undefined for none", async () => {
    const path = join(fresh(), "file");
    writeFileSync(path, "secret\n");
    expect(await readGiven(path, never, 100)).toBe("secret\n");
    expect(await readGiven(`${path}.none`, never, 100)).toBeUndefined();
  });

  it.each([
    ["writes at once", "echo secret"],
    ["takes its time", "sleep 0.05; printf sec; sleep 0.05; echo ret"],
  ])("reads a pipe with a name whose writer %s", async (_name, script) => {
    const path = pipe();
    spawn("sh", ["-c", `{ ${script}; } > "$1"`, "sh", path]);
    expect(await readGiven(path, never, 100)).toBe("secret\n");
  });

  it.each([
    ["what it holds", "sleep 0.05; echo secret", "secret\n"],
    ["nothing", "true", ""],
  ])("reads a pipe of the shell: %s", async (_name, writer, expected) => {
    const bundle = await bundled("src/files/read-given.ts");
    const script = `import { readGiven } from "${bundle.file}";
      console.log(JSON.stringify(await readGiven(process.argv[1], new AbortController().signal)))`;
    const typed = `"$0" --input-type=module -e "$1" -- <(${writer})`;
    const out = execFileSync("bash", ["-c", typed, process.execPath, script], { encoding: "utf8" });
    await bundle.remove();
    expect(JSON.parse(out)).toBe(expected);
  });

  it.each(["/dev/zero", "/dev/null"])("refuses %s", async (path) => {
    await expect(readGiven(path, never, 100)).rejects.toMatchObject({
      code: "config",
      message: `cannot read ${path}: it is not a regular file`,
    });
  });

  it("reads no more of a pipe than the limit", async () => {
    const path = pipe();
    const writer = spawn("sh", ["-c", 'exec yes > "$1"', "sh", path]);
    const ended = new Promise((done) => writer.once("close", done));
    await expect(readGiven(path, never, 2048)).rejects.toMatchObject({
      code: "config",
      message: `cannot read ${path}: it holds more than 2 KiB`,
    });
    await ended;
  });

  it.each(["that nobody writes to", "whose writer is silent"])(
    "stops waiting for a pipe %s",
    async (kind) => {
      const path = pipe();
      const stop = new AbortController();
      if (kind !== "that nobody writes to") openSync(path, "r+");
      const reading = readGiven(path, stop.signal, 100);
      setImmediate(() => stop.abort(new Fault("terminated", "terminated")));
      await expect(reading).rejects.toMatchObject({ code: "terminated" });
    },
  );
});
