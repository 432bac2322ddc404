import { describe, expect, it } from "vitest";
import { table, wrapped } from "../../src/cli/layout.ts";

describe("text for terminals", () => {
  it("breaks lines at 100 characters, and never within a word", () => {
    const long = "x".repeat(120);
    expect(
      wrapped(`${"word ".repeat(30)}${long} end`, 100, "  ")
        .split("\n")
        .map(({ length }) => length),
    ).toEqual([96, 56, 122, 5]);
  });

  it("puts a meaning below a name that is too long for the column", () => {
    const name = "N".repeat(40);
    expect(
      table(
        [
          ["A", "one"],
          ["BCD", "two"],
          [name, "three"],
        ],
        80,
      ),
    ).toBe(`  A    one\n  BCD  two\n  ${name}\n       three`);
  });
});
