import { PassThrough } from "node:stream";
import { describe, expect, it } from "vitest";
import { Fault } from "../../src/errors.ts";
import { askNumber, askWord, askYesNo } from "../../src/terminal/ask.ts";
import { askSecret } from "../../src/terminal/ask-secret.ts";
import { choose } from "../../src/terminal/choose.ts";
import { memoryWorld } from "../output/memory-world.ts";

function terminal() {
  const stream = new PassThrough();
  const stop = new AbortController();
  const world = { ...memoryWorld(80), stdin: { isTTY: true, stream }, signal: stop.signal };
  return { stream, stop, world };
}

const interrupted = new Fault("interrupted", "interrupted");

describe("a yes-or-no question", () => {
  function asking() {
    const at = terminal();
    return { ...at, answer: askYesNo("Delete it?", at.world) };
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
    setImmediate(() => stop.abort(interrupted));
    await expect(answer).rejects.toBe(interrupted);
    expect(world.stderr.text).toBe("Delete it? [y/N] \n");
  });
});

it.each([
  ["12\n", true],
  [" 12 \n", true],
  ["y\n", false],
  ["1\n", false],
])("a word is confirmed by that word alone: %j", async (typed, expected) => {
  const { stream, world } = terminal();
  stream.write(typed);
  expect(await askWord("Delete 12 of them?", "12", world)).toBe(expected);
  expect(world.stderr.text).toBe("Delete 12 of them? Type 12 to do it: ");
});

describe("a secret", () => {
  it("is read and not shown", async () => {
    const { stream, world } = terminal();
    stream.write("s3cre\b\bret\r");
    expect(await askSecret("Password: ", world)).toBe("s3cret");
    expect(world.stderr.text).toBe("Password: \n");
  });

  it.each([
    ["\u0003", "interrupted"],
    ["\u0004", undefined],
  ])("is not given with %j", async (typed, code) => {
    const { stream, world } = terminal();
    stream.write(typed);
    const answer = askSecret("Password: ", world);
    if (code === undefined) expect(await answer).toBeUndefined();
    else await expect(answer).rejects.toMatchObject({ code });
    expect(world.stderr.text).toBe("Password: \n");
  });
});

const choices = [
  { value: "1a", label: "Identity Report" },
  { value: "2b", label: "Role Report" },
  { value: "3c", label: "Role\u001b[31m History" },
];

describe("a choice", () => {
  const down = "\u001b[B";

  it.each([
    ["the first", "\r", "1a"],
    ["by arrows", `${down}${down}\r`, "3c"],
    ["round the end", "\u001b[A\r", "3c"],
    ["by letters of its name in any case", "ROLE\r", "2b"],
    ["by letters and arrows", `role${down}\r`, "3c"],
    ["by its value", "3c\r", "3c"],
    ["after a slip", "x\u007f\r", "1a"],
    ["not with Ctrl-D", "\u0004", undefined],
  ])("is made: %s", async (_how, typed, expected) => {
    const { stream, world } = terminal();
    stream.write(typed);
    expect(await choose("Which one?", choices, world, false)).toBe(expected);
    expect(world.stderr.text).toMatch(/\n(\u001b\[\?25h)+$/);
    // Whatever hid the cursor has shown it again.
    expect(world.stderr.text.lastIndexOf("\u001b[?25h")).toBeGreaterThan(
      world.stderr.text.lastIndexOf("\u001b[?25l"),
    );
    expect(world.stderr.text).not.toContain("\u001b[31m");
  });

  it("of nothing is refused until something matches", async () => {
    const { stream, world } = terminal();
    stream.write("zzz\r\u0015b\r");
    expect(await choose("Which one?", choices, world, false)).toBe("2b");
  });

  it("ends with the program's end on Ctrl-C, and with what ends it", async () => {
    const { stream, world } = terminal();
    stream.write("\u0003");
    await expect(choose("Which one?", choices, world, false)).rejects.toMatchObject({ exit: 130 });
    const other = terminal();
    setImmediate(() => other.stop.abort(interrupted));
    await expect(choose("Which one?", choices, other.world, false)).rejects.toBe(interrupted);
  });

  it("ends where the terminal ends", async () => {
    const { stream, world } = terminal();
    stream.end();
    expect(await choose("Which one?", choices, world, false)).toBeUndefined();
  });

  it("is by number where nothing can be drawn", async () => {
    const { stream, world } = terminal();
    const typed = ["7\n", "2\n"];
    const { stderr } = world;
    const write = stderr.write.bind(stderr);
    stderr.write = async (text) => {
      await write(text);
      if (String(text).endsWith("(1 to 3) ")) stream.write(typed.shift());
    };
    expect(await askNumber("Which one?", choices, world)).toBe("2b");
    expect(world.stderr.text).not.toContain("\u001b");
    expect(world.stderr.text).toContain("2  Role Report\n");
  });
});
