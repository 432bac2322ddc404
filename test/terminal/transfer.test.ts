import { describe, expect, it } from "vitest";
import { openProgress, type Progress } from "../../src/terminal/progress.ts";
import { Transfer } from "../../src/terminal/transfer.ts";
import { memoryWorld } from "../output/memory-world.ts";

describe("a transfer", () => {
  function transfer() {
    const said: string[] = [];
    let now = 0;
    const progress: Progress = { shown: true, update: (text) => said.push(text), end: async () => {} };
    return { said, at: new Transfer(progress, "r.pdf", () => now), pass: (ms: number) => (now += ms) };
  }

  it("tells part, sizes, speed and time left", () => {
    const { said, at, pass } = transfer();
    at.at(0, 4096);
    pass(1000);
    at.at(1024, 4096);
    expect(said).toEqual(["r.pdf 0%, 0 B of 4.0 KiB", "r.pdf 25%, 1.0 KiB of 4.0 KiB, 1.0 KiB/s, 3s left"]);
  });

  it("counts no speed for what was there before", () => {
    const { said, at, pass } = transfer();
    at.at(2048, 4096);
    pass(1000);
    at.at(3072, 4096);
    expect(said[1]).toBe("r.pdf 75%, 3.0 KiB of 4.0 KiB, 1.0 KiB/s, 1s left");
  });

  it("does without a length, and says what the server says", () => {
    const { said, at } = transfer();
    at.at(10, undefined);
    at.beside("server: 50%");
    expect(said).toEqual(["r.pdf, 10 B", "r.pdf, 10 B (server: 50%)"]);
  });

  it("of an empty file divides by nothing", () => {
    const { said, at } = transfer();
    at.at(0, 0);
    expect(said).toEqual(["r.pdf, 0 B of 0 B"]);
  });
});

it("a progress line shows what is said, harmless, and is gone in the end", async () => {
  const world = memoryWorld(80);
  const progress = await openProgress(world, "begins", false);
  progress.update("red \u001b[31m alert\u202e");
  await progress.end();
  expect(world.stderr.text).toContain("begins");
  expect(world.stderr.text).not.toContain("\u001b[31m");
  expect(world.stderr.text).not.toContain("\u202e");
  // The last thing on the terminal is the emptied line.
  expect(world.stderr.text).toMatch(/\u001b\[2K(\u001b\[\?2026l)?$/);
});

it("a terminal that does not know its width is one of 80 columns", async () => {
  const world = memoryWorld(0);
  const progress = await openProgress(world, "begins", false);
  progress.update("goes on");
  await progress.end();
  expect(world.stderr.text).toContain("begins");
});
