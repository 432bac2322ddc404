import stringWidth from "fast-string-width";
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { openProgress } from "../../src/terminal/progress.ts";
import { openSpinner } from "../../src/terminal/spinner.ts";
import { StatusLine } from "../../src/terminal/status-line.ts";
import { memoryWorld } from "../output/memory-world.ts";
import { screen } from "./screen.ts";

// Loaded before the clock is a false one.
beforeAll(async () => void (await openSpinner(true)));
beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

async function progressOn(columns: number, { env = { LANG: "C.UTF-8" }, color = false } = {}) {
  const world = { ...memoryWorld(columns), env, now: Date.now };
  const line = new StatusLine(world);
  const progress = await openProgress(line, world, "Waiting for it", color);
  const shown = () => screen(world.stderr.text, columns || 80);
  return { world, line, progress, shown };
}

describe("a progress line", () => {
  it("appears after a moment, says for how long it is waited, and is gone in the end", async () => {
    const { world, progress, shown } = await progressOn(80);
    await vi.advanceTimersByTimeAsync(299);
    expect(world.stderr.text).toBe("");
    await vi.advanceTimersByTimeAsync(1);
    expect(shown()).toEqual(["⠋ Waiting for it"]);
    await vi.advanceTimersByTimeAsync(12_000);
    expect(shown()[0]).toMatch(/^\S Waiting for it, 12s$/);
    await progress.end();
    expect(shown()).toEqual([""]);
    await vi.advanceTimersByTimeAsync(1000);
    expect(shown()).toEqual([""]);
    expect(vi.getTimerCount()).toBe(0);
  });

  it("is never seen where the work is over at once", async () => {
    const { world, progress } = await progressOn(80);
    await progress.end();
    await vi.advanceTimersByTimeAsync(1000);
    expect(world.stderr.text).toBe("");
  });

  it("never hides the cursor, which leaves nothing to bring back after a kill", async () => {
    const { world } = await progressOn(80, { color: true });
    await vi.advanceTimersByTimeAsync(1000);
    expect(world.stderr.text).not.toContain("\u001b[?");
  });

  it("shows what is said, harmless", async () => {
    const { world, progress } = await progressOn(80);
    progress.update("red \u001b[31m alert\u202e");
    await vi.advanceTimersByTimeAsync(1000);
    expect(world.stderr.text).not.toContain("\u001b[31m");
    expect(world.stderr.text).not.toContain("\u202e");
  });

  it.each([20, 40, 80, 0])("stays within one line of %d columns", async (columns) => {
    const { progress, shown } = await progressOn(columns);
    progress.update("日本語のレポート ".repeat(20));
    await vi.advanceTimersByTimeAsync(4000);
    expect(shown()[0]).toMatch(/…, \ds$/);
    expect(shown()).toHaveLength(1);
    expect(stringWidth(shown()[0]!)).toBeLessThan(columns || 80);
  });

  it("makes way for notes and for results, and comes back below them", async () => {
    const { world, line, shown } = await progressOn(80);
    await vi.advanceTimersByTimeAsync(400);
    await line.world.stderr.write("A note.\n");
    expect(shown()).toEqual(["A note.", ""]);
    await vi.advanceTimersByTimeAsync(100);
    expect(shown()[1]).toMatch(/Waiting for it$/);
    await line.world.stdout.write("row\n");
    expect(world.stdout.text).toBe("row\n");
    expect(shown()).toEqual(["A note.", ""]);
  });

  it("does not cover a question that waits for its answer", async () => {
    const { line, shown } = await progressOn(80);
    await line.world.stderr.write("Go on? ");
    await vi.advanceTimersByTimeAsync(2000);
    expect(shown()).toEqual(["Go on? "]);
  });

  it("is drawn in ASCII where the locale has nothing else", async () => {
    const { progress, shown } = await progressOn(40, { env: { LANG: "C" } });
    progress.update("a long name that does not fit into forty columns");
    await vi.advanceTimersByTimeAsync(300);
    expect(shown()).toEqual(["- a long name that does not fit into .."]);
  });
});

describe("the bar of a transfer", () => {
  const share = { name: "Role Report.pdf", share: 0.25, told: "1.0 MiB of 4.0 MiB, 1.0 MiB/s, 3s left" };

  it.each([
    [100, "⠋ Role Report.pdf ━━━━━━━────────────────────── "],
    [80, "⠋ Role Report.pdf ━━━━──────────── "],
    [70, "⠋ Role Report.pdf "],
    [58, "⠋ Role Repo… "],
    [50, "⠋ "],
  ])("in %d columns gives way before what is told", async (columns, before) => {
    const { progress, shown } = await progressOn(columns);
    progress.measure(share);
    await vi.advanceTimersByTimeAsync(300);
    expect(shown()[0]).toContain(before.trimEnd());
    expect(shown()[0]).toContain(" 25%");
    expect(stringWidth(shown()[0]!)).toBeLessThan(columns);
  });

  it("is of signs that any terminal has, in the C locale", async () => {
    const { progress, shown } = await progressOn(80, { env: { LANG: "C" } });
    progress.measure(share);
    await vi.advanceTimersByTimeAsync(300);
    expect(shown()).toEqual([
      "- Role Report.pdf ####............  25%  1.0 MiB of 4.0 MiB, 1.0 MiB/s, 3s left",
    ]);
  });

  it("is left out where nobody knows the end", async () => {
    const { progress, shown } = await progressOn(80);
    progress.measure({ ...share, share: undefined, told: "1.0 MiB" });
    await vi.advanceTimersByTimeAsync(300);
    expect(shown()).toEqual(["⠋ Role Report.pdf 1.0 MiB"]);
  });
});
