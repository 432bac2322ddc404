import { expect, it } from "vitest";
import { messageIn } from "../../src/http/problem.ts";

const word = "no-blank;".repeat(100);

it.each([
  ["a short one", "no such thing", "no such thing"],
  ["lines and blanks as one line", " no\n such\tthing ", "no such thing"],
  ["a long one, cut between words", "word ".repeat(100), `${"word ".repeat(59)}word...`],
  ["a long word, whole", word, word],
  ["a long word before others, whole", `${word} and more`, `${word}...`],
  ["a word without end, by its length", "x".repeat(65_536), "65536 characters without a blank"],
  ["nothing", " \n", undefined],
])("a server's sentence: %s", (_what, text, message) => {
  expect(messageIn({ json: undefined, text, headers: { "content-type": "text/plain" } })).toBe(message);
});
