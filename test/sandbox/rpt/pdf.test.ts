import { expect, it } from "vitest";
import { pdfOf } from "../../../src/sandbox/rpt/pdf.ts";

const pdf = (title: string, lines: string[]) => Buffer.from(pdfOf(title, lines)).toString("latin1");

it.each([
  [0, 1],
  [50, 1],
  [51, 2],
  [120, 3],
])("a PDF of %i lines has %i pages", (count, pages) => {
  const text = pdf(
    "Title",
    Array.from({ length: count }, (_, index) => `line ${index}`),
  );
  expect(text).toContain(`/Count ${pages} >>`);
  expect(text.match(/\/Type \/Page /g)?.length).toBe(pages);
  for (const [, length, content] of text.matchAll(/\/Length (\d+) >>\nstream\n([\s\S]*?)\nendstream/g)) {
    expect(content?.length).toBe(Number(length));
  }
});

it("a PDF's texts keep their parentheses and Latin letters", () => {
  expect(pdf("Groß (neu) \\ 丽", [])).toContain("/Title (Groß \\(neu\\) \\\\ ?)");
});
