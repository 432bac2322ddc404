import { PassThrough } from "node:stream";
import { expect, it } from "vitest";
import { Fault } from "../../src/errors.ts";
import { askYesNo } from "../../src/terminal/ask.ts";
import { memoryWorld } from "../output/memory-world.ts";

function asking() {
  const stream = new PassThrough();
  const stop = new AbortController();
  const world = { ...memoryWorld(80), stdin: { isTTY: true, stream } };
  return { stream, stop, world, answer: askYesNo("Delete it?", world, stop.signal) };
}

it.each([
  ["y\n", true],
  ["YES\n", true],
  ["\n", false],
  ["yess\n", false],
])("takes %j for %j, and leaves the new line to the terminal", async (typed, expected) => {
  const { stream, world, answer } = asking();
  stream.write(typed);
  expect(await answer).toBe(expected);
  expect(world.stderr.text).toBe("Delete it? [y/N] ");
});

it("takes Ctrl-D for a no, and ends the line", async () => {
  const { stream, world, answer } = asking();
  stream.end();
  expect(await answer).toBe(false);
  expect(world.stderr.text).toBe("Delete it? [y/N] \n");
});

it("ends the line on Ctrl-C", async () => {
  const { stop, world, answer } = asking();
  setImmediate(() => stop.abort(new Fault("interrupted", "interrupted")));
  await expect(answer).rejects.toMatchObject({ code: "interrupted" });
  expect(world.stderr.text).toBe("Delete it? [y/N] \n");
});
