import {
  chmodSync,
  existsSync,
  readFileSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { loadConfig } from "../../src/config/config.ts";
import { worldWith } from "./world.ts";

const minute = 60_000;

/** A World a minute after config.yaml was written, so that the file's time tells its states apart. */
function laterWorld(yaml: string) {
  const world = worldWith(yaml);
  const path = join(world.directory, "config.yaml");
  return {
    world: { ...world, now: () => Date.now() + minute },
    path,
    kept: join(world.directory, ".config.yaml.parsed"),
  };
}

const currentOf = async (world: Parameters<typeof loadConfig>[0]) => (await loadConfig(world)).currentContext;

/** Says "kept" where config.yaml says something else. */
function mark(kept: string): void {
  writeFileSync(kept, readFileSync(kept, "utf8").replace('"plain"', '"kept"'));
}

const plain = "current-context: plain\n";

describe("what config.yaml said", () => {
  it("is kept for us alone, and taken from there", async () => {
    const { world, kept } = laterWorld(plain);
    const first = await loadConfig(world);
    expect(statSync(kept).mode & 0o777).toBe(0o600);
    expect(await loadConfig(world)).toEqual(first);
    mark(kept);
    expect(await currentOf(world)).toBe("kept");
  });

  it.each<[string, (file: ReturnType<typeof laterWorld>) => void]>([
    ["that was written again", ({ path }) => writeFileSync(path, plain)],
    ["of another time", ({ path }) => utimesSync(path, 1, 1)],
    ["of another version", ({ world }) => Object.assign(world, { version: "0.0.1" })],
  ])("does not count for a file %s", async (_, change) => {
    const file = laterWorld(plain);
    await loadConfig(file.world);
    mark(file.kept);
    change(file);
    expect(await currentOf(file.world)).toBe("plain");
  });

  it.each<[string, (kept: string) => void]>([
    ["that is cut off", (kept) => writeFileSync(kept, readFileSync(kept, "utf8").slice(0, -3))],
    ["that is empty", (kept) => writeFileSync(kept, "")],
    ["that others can read", (kept) => chmodSync(kept, 0o644)],
  ])("is parsed anew beside a file %s", async (_, spoil) => {
    const { world, kept } = laterWorld(plain);
    await loadConfig(world);
    mark(kept);
    spoil(kept);
    expect(await currentOf(world)).toBe("plain");
  });

  it("is not kept while the file may still change without a trace", async () => {
    const { world, kept } = laterWorld(plain);
    await loadConfig({ ...world, now: Date.now });
    expect(existsSync(kept)).toBe(false);
  });

  it("is not kept where it is wrong, nor in a directory that others may write to", async () => {
    const wrong = laterWorld("colour: red\n");
    await expect(loadConfig(wrong.world)).rejects.toThrow("colour");
    expect(existsSync(wrong.kept)).toBe(false);
    const shared = laterWorld(plain);
    chmodSync(shared.world.directory, 0o777);
    expect(await currentOf(shared.world)).toBe("plain");
    expect(existsSync(shared.kept)).toBe(false);
  });

  it("is not written through a link", async () => {
    const { world, path, kept } = laterWorld(plain);
    symlinkSync(join(path, "..", "elsewhere"), kept);
    expect(await currentOf(world)).toBe("plain");
    expect(existsSync(join(world.directory, "elsewhere"))).toBe(false);
  });
});
