import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { openProgress } from "../../src/terminal/progress.ts";
import { StatusLine } from "../../src/terminal/status-line.ts";
import { Waits } from "../../src/terminal/waits.ts";
import { memoryWorld } from "../output/memory-world.ts";
import { screen } from "./screen.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function waiting() {
  const world = { ...memoryWorld(80), now: Date.now };
  const line = new StatusLine(world);
  const waits = new Waits(line, world, () => false);
  const shown = () => screen(world.stderr.text, 80);
  const { promise, resolve } = resolvers();
  return { world, line, waits, shown, answer: promise, resolve };
}

/** Lets what is loaded late be loaded: fake timers do not hold that up. */
const loaded = () => vi.dynamicImportSettled();

describe("a wait that lasts", () => {
  it("is told, with how long it lasts since it began, and what comes of it is passed on", async () => {
    const { waits, shown, answer, resolve } = waiting();
    const work = waits.during(
      () => "Waiting for a.example",
      () => answer,
    );
    await vi.advanceTimersByTimeAsync(3000);
    await loaded();
    await vi.advanceTimersByTimeAsync(100);
    expect(shown()[0]).toMatch(/^\S Waiting for a\.example, 3s$/);
    resolve("it");
    expect(await work).toBe("it");
    expect(shown()).toEqual([""]);
    expect(vi.getTimerCount()).toBe(0);
  });

  it("is not told where it is short, or fails at once", async () => {
    const { world, waits, answer, resolve } = waiting();
    const work = waits.during(
      () => "Waiting",
      () => answer,
    );
    await vi.advanceTimersByTimeAsync(299);
    resolve("it");
    await work;
    await expect(
      waits.during(
        () => "Waiting",
        () => Promise.reject(new Error("no")),
      ),
    ).rejects.toThrow("no");
    await vi.advanceTimersByTimeAsync(1000);
    expect(world.stderr.text).toBe("");
  });

  it("gives way to a line that knows more", async () => {
    const { world, line, waits, shown, answer, resolve } = waiting();
    const progress = await openProgress(line, world, "Saving r.pdf", false);
    const work = waits.during(
      () => "Waiting for a.example",
      () => answer,
    );
    await vi.advanceTimersByTimeAsync(1000);
    await loaded();
    await vi.advanceTimersByTimeAsync(1000);
    expect(world.stderr.text).toContain("Saving r.pdf");
    expect(world.stderr.text).not.toContain("Waiting for");
    await progress.end();
    await vi.advanceTimersByTimeAsync(100);
    expect(shown()[0]).toContain("Waiting for a.example");
    resolve("");
    await work;
  });

  it("tells the oldest of several", async () => {
    const { waits, shown, answer, resolve } = waiting();
    const other = resolvers();
    const works = [
      waits.during(
        () => "the first",
        () => answer,
      ),
      waits.during(
        () => "the second",
        () => other.promise,
      ),
    ];
    await vi.advanceTimersByTimeAsync(400);
    await loaded();
    await vi.advanceTimersByTimeAsync(100);
    expect(shown()[0]).toContain("the first");
    resolve("");
    await works[0];
    await vi.advanceTimersByTimeAsync(100);
    expect(shown()[0]).toContain("the second");
    other.resolve("");
    await works[1];
  });
});

/** `Promise.withResolvers`, which Node 20 does not have. */
function resolvers() {
  let resolve: (value: string) => void = () => {};
  const promise = new Promise<string>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}
