import fc from "fast-check";
import { expect, it } from "vitest";
import { folded } from "../../src/output/fold.ts";
import { measureFor } from "../../src/output/width.ts";

const terminal = (columns: number) => ({ isTTY: true, columns });

it.each([
  ["leaves what fits", "one two", 7, "", "one two"],
  ["breaks between words", "one two three", 8, "", "one two\nthree"],
  ["indents what follows", "one two three four", 9, "  ", "one two\n  three\n  four"],
  [
    "keeps a word whole that is too long",
    "see https://a.example/b/c/d for it",
    12,
    "",
    "see\nhttps://a.example/b/c/d\nfor it",
  ],
  ["counts columns, not characters", "日本 日本 日本", 9, "", "日本 日本\n日本"],
  [
    "leaves a command to the terminal, to be copied",
    "  hint: rptctl help scope reset",
    12,
    "  ",
    "  hint: rptctl help scope reset",
  ],
  ["keeps what stands before the first word", "  hint: a b c d e f", 10, "", "  hint: a\nb c d e f"],
])("%s", async (_what, text, columns, indent, expected) => {
  expect(await folded(text, terminal(columns), indent)).toBe(expected);
});

it("breaks nothing in a pipe", async () => {
  const text = "word ".repeat(100).trim();
  expect(await folded(text, { isTTY: false, columns: undefined })).toBe(text);
});

it("loses nothing, and is too wide only where one word is", async () => {
  const word = fc.stringMatching(/^[a-z日👍]{1,12}$/u);
  await fc.assert(
    fc.asyncProperty(
      fc.array(word, { minLength: 1 }),
      fc.integer({ min: 1, max: 60 }),
      async (words, columns) => {
        const text = words.join(" ");
        const lines = (await folded(text, terminal(columns))).split("\n");
        expect(lines.join(" ")).toBe(text);
        const measure = await measureFor([text]);
        for (const line of lines) expect(measure(line) <= columns || !line.includes(" ")).toBe(true);
      },
    ),
  );
});
