import { expect, it } from "vitest";
import { globalFlags } from "../../src/cli/globals.ts";
import { readFlags } from "../../src/cli/parse.ts";
import { id, pathId } from "../../src/cli/values.ts";

const setting = { now: 0, timezone: "UTC", note: () => {} };

it.each(["timeout", "deadline"])("--%s takes some time, and not none", async (name) => {
  const read = (typed: string) => readFlags(globalFlags, new Map([[name, [typed]]]), setting);
  expect((await read("1ms"))[name]).toBe(1);
  for (const none of ["0s", "0ms", "0h0m"]) {
    await expect(read(none)).rejects.toMatchObject({
      code: "usage",
      message: `--${name}: "${none}" would leave no time at all`,
    });
  }
});

it("takes an id as it was typed", () => {
  for (const typed of ["5f4d", " a b ", "a/b?c#d", "..", "-x", "\u{1F980}", "x".repeat(10_000)]) {
    expect(id().parse(typed, setting)).toBe(typed);
  }
});

it.each([
  ["5f4d\r", "a carriage return"],
  ["a\nb", "a line break"],
  ["a\tb", "a tab"],
  ["a\u001bb", "a control character"],
  ["a\u0085b", "a control character"],
  ["a\ud83d", "half a character"],
])("refuses %j for an id", (typed, what) => {
  expect(() => id("DEF").parse(typed, setting)).toThrow(`there is ${what} in`);
});

it.each([".", ".."])("refuses %j where it would stand in a path", (typed) => {
  expect(() => pathId().parse(typed, setting)).toThrow(`"${typed}" is no ID`);
  expect(pathId().parse(`${typed}x`, setting)).toBe(`${typed}x`);
});
