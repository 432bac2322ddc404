import { execFileSync } from "node:child_process";
import { mkdirSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { Fault } from "../../src/errors.ts";
import { readNamed } from "../../src/files/read-named.ts";
import { freshDirectories } from "./directory.ts";

const fresh = freshDirectories();
const signal = new AbortController().signal;

describe("readNamed", () => {
  it("reads a file by a name that begins at the working directory", async () => {
    const cwd = fresh();
    writeFileSync(join(cwd, "body.json"), "\uFEFF{}");
    expect(await readNamed("--file", "body.json", { cwd, signal })).toBe("{}");
  });

  it.each<[string, (path: string) => void, RegExp]>([
    ["is not there", () => {}, /no such file or directory/],
    ["is a directory", (path) => mkdirSync(path), /it is a directory/],
    ["is no text", (path) => writeFileSync(path, Buffer.from([0xff, 0xfe, 0xff])), /not UTF-8/],
    ["has no end", largeFile, /it holds more than 16 MiB/],
  ])("refuses what %s, and names the flag and the file", async (_, make, why) => {
    const cwd = fresh();
    make(join(cwd, "x"));
    const fault = await readNamed("--ca-file", "x", { cwd, signal }).catch((error: unknown) => error);
    expect(fault).toBeInstanceOf(Fault);
    expect(fault).toMatchObject({ code: "usage", message: expect.stringMatching(why) });
    expect((fault as Fault).message).toContain("--ca-file x: ");
  });

  it("ends with the signal's reason where nobody writes to a pipe", async () => {
    const cwd = fresh();
    execFileSync("mkfifo", [join(cwd, "pipe")]);
    const controller = new AbortController();
    const reading = readNamed("--file", "pipe", { cwd, signal: controller.signal });
    controller.abort(new Fault("interrupted", "interrupted"));
    await expect(reading).rejects.toMatchObject({ code: "interrupted" });
  });
});

function largeFile(path: string): void {
  writeFileSync(path, "");
  truncateSync(path, 17 * 1024 * 1024);
}
