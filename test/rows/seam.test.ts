import { describe, expect, it } from "vitest";
import { Row } from "../../src/rows/row.ts";
import { mayBeCapped, Seam } from "../../src/rows/seam.ts";

const page = (letters: string) => [...letters].map((letter) => Row.of(letter));
const read = (rows: readonly Row[] | undefined) => rows?.map(({ value }) => value).join("");

/** What is new on the last of these pages. */
function lastOf(pages: readonly string[], isStart = false): string | undefined {
  const seam = new Seam((row) => row.text);
  for (const each of pages.slice(0, -1)) seam.join(page(each));
  return read(seam.join(page(pages.at(-1)!), isStart));
}

describe("a page that begins with", () => {
  it.each([
    ["the last row before: nothing moved", ["abc", "cde"], "de"],
    ["rows from before it: some were inserted", ["abc", "bcd"], "d"],
    ["new rows that stand before those that came", ["abc", "xbcd"], "d"],
    ["rows of the page before the last", ["abc", "cde", "bcdef"], "f"],
    ["none that came: some were deleted, and others may have gone by", ["abc", "efg"], undefined],
    ["nothing at all", ["abc", ""], undefined],
    ["the last of a row inserted among those that came, which come again", ["abcd", "bxy", "ycde"], "e"],
  ])("%s", (_, pages, fresh) => {
    expect(lastOf(pages)).toBe(fresh);
  });

  it("the list itself is all new where nothing is left of what came", () => {
    expect(lastOf(["abc", "xyz"], true)).toBe("xyz");
    expect(lastOf(["abc", "xyz", "zab"], true)).toBe("");
  });
});

it("remembers a thousand rows, so that memory does not grow with the list", () => {
  const seam = new Seam((row) => row.text);
  for (let from = 0; from < 10_000; from += 99)
    seam.join(Array.from({ length: 100 }, (_, index) => Row.of(from + index)));
  expect(seam.size).toBeLessThan(1200);
});

it.each([
  [0, false],
  [7, false],
  [10, true],
  [250, true],
])("%i rows of more that were asked for may be a server's most: %s", (rows, may) => {
  expect(mayBeCapped(rows)).toBe(may);
});

it("of numbered pages drops what came before, wherever it stands", () => {
  const seam = new Seam((row) => row.text);
  expect(["abc", "xyz", "zab", "bcd"].map((letters) => read(seam.without(page(letters))))).toEqual([
    "abc",
    "xyz",
    "",
    "d",
  ]);
});
