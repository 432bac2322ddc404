import { EventEmitter } from "node:events";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { builtinModules, createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { Chunks } from "../../src/launch/chunks.ts";

const made: string[] = [];
afterEach(() => {
  for (const directory of made.splice(0)) rmSync(directory, { recursive: true });
});

/** A directory with these chunks. */
function withChunks(chunks: Readonly<Record<string, string>>): string {
  const directory = mkdtempSync(join(tmpdir(), "rptctl-chunks-"));
  made.push(directory);
  for (const [name, code] of Object.entries(chunks)) writeFileSync(join(directory, name), code);
  return directory;
}

const require = createRequire(import.meta.url);
const open = (directory: string) => new Chunks(directory, "test", require);
const counting = { "a.cjs": "exports.add = (x, y) => x + y;" };

describe("chunks", () => {
  it("load each other once, in rings too, as require would", () => {
    const directory = withChunks({
      "a.cjs":
        "const b = require('./b.cjs'); exports.name = 'a'; exports.both = () => exports.name + b.name();",
      "b.cjs": "const a = require('./a.cjs'); exports.name = () => 'b of ' + a.name;",
      "c.cjs": "module.exports = [__filename, __dirname, require('./c.cjs') === module.exports];",
    });
    const { load } = open(directory);
    const a = load("./a.cjs") as { both(): string };
    expect(a.both()).toBe("ab of a");
    expect(load("./a.cjs")).toBe(a);
    expect(load("./c.cjs")).toEqual([join(directory, "c.cjs"), directory, true]);
  });

  it("load a module of Node when something of it is used, and not before", () => {
    const asked: string[] = [];
    const directory = withChunks({
      "a.cjs":
        "const os = require('node:os'); exports.end = () => os.EOL; exports.names = () => ({ ...os });",
    });
    const chunks = new Chunks(directory, "test", (id) => {
      asked.push(id);
      return require(id);
    });
    const a = chunks.load("./a.cjs") as { end(): string; names(): object };
    expect(asked).toEqual(["node:vm"]);
    expect(a.end()).toBe("\n");
    expect(a.names()).toHaveProperty("EOL", "\n");
    expect(asked).toEqual(["node:vm", "node:os"]);
  });

  it("inherit from modules of Node that are classes", () => {
    const directory = withChunks({
      "a.cjs": "class A extends require('node:events') {} exports.made = () => new A();",
    });
    const a = open(directory).load("./a.cjs") as { made(): unknown };
    expect(a.made()).toBeInstanceOf(EventEmitter);
  });

  it("know which modules of Node are functions", () => {
    const directory = withChunks({ "a.cjs": "exports.load = (id) => typeof require(id);" });
    const a = open(directory).load("./a.cjs") as { load(id: string): string };
    const wrong = builtinModules
      .filter((name) => !/^_|^sys$|^punycode$/.test(name))
      .map((name) => `node:${name.replace(/^node:/, "")}`)
      .filter((id) => a.load(id) !== typeof require(id));
    expect(wrong).toEqual([]);
  });

  it("name the file and the line of what they throw", () => {
    const directory = withChunks({ "a.cjs": "\n\nexports.fail = () => { throw new Error('no'); };" });
    const a = open(directory).load("./a.cjs") as { fail(): void };
    expect(() => a.fail()).toThrow(expect.objectContaining({ stack: expect.stringMatching(/a\.cjs:3:/) }));
  });
});

describe("what was compiled", () => {
  /** Loads a.cjs, and says whether its code was taken from what was kept. */
  function run(directory: string): { sum: number; written: boolean } {
    const before = keptIn(directory);
    const chunks = open(directory);
    const { add } = chunks.load("./a.cjs") as { add(x: number, y: number): number };
    const sum = add(1, 2);
    chunks.keep();
    return { sum, written: keptIn(directory) !== before };
  }
  const kept = (directory: string) => join(directory, "compiled-test", "a.cjs");
  function keptIn(directory: string): string {
    try {
      return readFileSync(kept(directory), "latin1");
    } catch {
      return "";
    }
  }

  it("is kept for the next run, in whole files", () => {
    const directory = withChunks(counting);
    expect(run(directory)).toEqual({ sum: 3, written: true });
    expect(run(directory)).toEqual({ sum: 3, written: false });
    expect(readdirSync(join(directory, "compiled-test"))).toEqual(["a.cjs"]);
  });

  // In a directory of another name, so that V8 does not remember the chunk from before.
  it.each<[string, (path: string) => void, boolean]>([
    ["whole", () => {}, false],
    ["cut off", (path) => truncateSync(path, 100), true],
    ["empty", (path) => truncateSync(path), true],
    ["something else", (path) => writeFileSync(path, "x".repeat(5000)), true],
  ])("is made again unless it is sound: where it is %s", (_, spoil, written) => {
    const [one, other] = [withChunks(counting), withChunks(counting)];
    run(one);
    cpSync(join(one, "compiled-test"), join(other, "compiled-test"), { recursive: true });
    spoil(kept(other));
    expect(run(other)).toEqual({ sum: 3, written });
  });

  it("is done without where it cannot be kept", () => {
    const directory = withChunks(counting);
    writeFileSync(join(directory, "compiled-test"), "a file in the way");
    expect(run(directory)).toEqual({ sum: 3, written: false });
  });
});
