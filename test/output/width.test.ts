import fc from "fast-check";
import { expect, it } from "vitest";
import { fitColumns, fitWidths, measureFor, shorten, wrap } from "../../src/output/width.ts";

it("measures what takes two columns, and nothing for what takes none", async () => {
  const measure = await measureFor(["日本"]);
  expect(["abc", "è", "日本", "👍", "e\u0301", ""].map(measure)).toEqual([3, 1, 4, 2, 1, 0]);
});

it.each([
  ["日本語のレポート", 16],
  ["한국어", 6],
  ["ｆｕｌｌ", 8],
  ["👍🏽", 2],
  ["👨‍👩‍👧‍👦", 2],
  ["🏳️‍🌈", 2],
  ["1️⃣", 2],
  ["🫠", 2],
  ["🐦‍🔥", 2],
  ["🇩🇪", 2],
  ["⚠", 1],
  ["½①", 2],
  ["e\u0301", 1],
  ["ก็", 1],
  ["हिन्दी", 5],
  ["العربية", 7],
])("measures %s as terminals show it: %d", async (text, width) => {
  const measure = await measureFor([text]);
  expect(measure(text)).toBe(width);
});

it("shortens to the width and never splits a character", async () => {
  const measure = await measureFor(["日本"]);
  expect(shorten("abcdef", 4, measure)).toBe("abc…");
  expect(shorten("abcd", 4, measure)).toBe("abcd");
  expect(shorten("日本語", 4, measure)).toBe("日…");
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), fc.integer({ min: 2, max: 20 }), (text, width) => {
      expect(measure(shorten(text, width, measure))).toBeLessThanOrEqual(width);
    }),
  );
});

it("wraps without losing anything", async () => {
  const measure = await measureFor(["日本"]);
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), fc.integer({ min: 2, max: 20 }), (text, width) => {
      fc.pre(!text.includes("\n"));
      const lines = wrap(text, width, measure);
      expect(lines.replaceAll("\n", "")).toBe(text);
    }),
  );
});

it.each<[string, [number, number][], number, number[]]>([
  [
    "leaves what fits",
    [
      [5, 2],
      [6, 2],
    ],
    11,
    [5, 6],
  ],
  [
    "cuts the widest first",
    [
      [5, 2],
      [40, 8],
    ],
    20,
    [5, 15],
  ],
  [
    "shares what is left over",
    [
      [30, 8],
      [30, 8],
    ],
    21,
    [11, 10],
  ],
  [
    "spares what must stay",
    [
      [36, 36],
      [30, 8],
      [30, 8],
    ],
    60,
    [36, 12, 12],
  ],
  [
    "cuts even that when nothing else can give",
    [
      [36, 36],
      [30, 8],
    ],
    30,
    [15, 15],
  ],
  [
    "keeps a little of each in no room at all",
    [
      [36, 36],
      [30, 8],
    ],
    3,
    [4, 4],
  ],
])("%s", (_name, columns, room, expected) => {
  const widths = fitWidths(
    columns.map(([width, least]) => ({ width, least })),
    room,
  );
  expect(widths).toEqual(expected);
});

const id = { width: 32, least: 32, id: true };
const text = { width: 20, least: 10 };
const number = { width: 9, least: 9, whole: true };
const spare = { ...text, spare: true };
const empty = { width: 4, least: 4, empty: true };
const apart = (terminal: number) => (count: number) => terminal - 2 * (count - 1);

it.each([
  ["leaves what fits", [id, text, text], 76, [32, 20, 20]],
  ["cuts texts down to their headings", [id, text, text], 57, [32, 11, 10]],
  ["and then to a few letters", [id, text, text], 52, [32, 8, 8]],
  ["leaves out the last one where that is not enough", [id, text, text], 51, [32, 17, undefined]],
  ["leaves out a number rather than cutting it", [id, text, number], 50, [32, 16, undefined]],
  ["leaves out others than the id, wherever it stands", [text, id], 40, [undefined, 32]],
  ["cuts the id where it does not fit alone", [text, id, text], 30, [undefined, 30, undefined]],
  ["keeps the first column where none is an id", [text, text], 12, [12, undefined]],
  ["shows a letter at least", [id, text], 0, [1, undefined]],
  ["leaves out what can be spared before the others", [id, spare, text], 51, [32, undefined, 17]],
  [
    "leaves out empty columns before it cuts any",
    [id, empty, text, empty],
    60,
    [32, undefined, 20, undefined],
  ],
  ["keeps empty columns where there is room", [id, text, empty], 60, [32, 20, 4]],
])("fitColumns %s", (_name, columns, terminal, expected) => {
  expect(fitColumns(columns, apart(terminal))).toEqual(expected);
});
