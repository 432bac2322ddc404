import { expect, it } from "vitest";
import * as kinds from "../../src/config/kinds.ts";

const { boolean, choice, command, duration, integer, language, text, timezone } = kinds;

it.each<[kinds.Kind, string, unknown]>([
  [boolean, "true", true],
  [boolean, "False", false],
  [boolean, "1", true],
  [boolean, "0", false],
  [integer(0, 100), "0", 0],
  [integer(0, 100), "100", 100],
  [choice("auto", "0", "1"), "0", "0"],
  [duration, "1h30m", "1h30m"],
  [language, "en_US", "en-US"],
  [language, "pt-br", "pt-BR"],
  [timezone, "Europe/Rome", "Europe/Rome"],
  [text, "0123", "0123"],
  [text, "true", "true"],
  [command, "get-token", ["get-token"]],
  [command, '["pass", "show", "a b"]', ["pass", "show", "a b"]],
])("reads $0.placeholder $1", (kind, typed, value) => {
  expect(kind.check(kind.ofText(typed))).toEqual(value);
});

it.each<[kinds.Kind, string]>([
  [boolean, "yes"],
  [boolean, "constructor"],
  [integer(0, 100), "101"],
  [integer(0, 100), "-1"],
  [integer(0, 100), "1.5"],
  [integer(0, 100), "1e1"],
  [choice("auto", "0", "1"), "2"],
  [duration, "30"],
  [duration, "-1s"],
  [duration, "0s"],
  [language, "not a language"],
  [timezone, "Rome"],
  [text, ""],
  [text, "a\nb"],
  [command, "pass show x"],
  [command, "[]"],
  [command, "[1]"],
  [command, "[broken"],
  [command, '[""]'],
])("refuses $0.placeholder $1", (kind, typed) => {
  expect(() => kind.check(kind.ofText(typed))).toThrow();
});

it.each<[kinds.Kind, unknown]>([
  [text, 12345],
  [text, true],
  [text, null],
  [text, ["a"]],
  [text, { a: 1 }],
  [boolean, "true"],
  [integer(0, 100), "3"],
  [integer(0, 100), 2.5],
  [duration, 30],
  [choice("auto", "0"), ["auto"]],
  [command, "get-token"],
])("refuses in YAML for $0.placeholder: $1", (kind, value) => {
  expect(() => kind.check(value)).toThrow();
});

it("tells how to keep digits as text", () => {
  expect(() => text.check(12)).toThrow(expect.objectContaining({ hints: ['put it in quotes: "12"'] }));
});
