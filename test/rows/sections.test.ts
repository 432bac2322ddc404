import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { SectionCutter } from "../../src/rows/sections.ts";

/** The rows by section, and the rest of the document, of a text cut at these places. */
function cut(text: string, ...places: number[]) {
  const bytes = Buffer.from(text);
  const cutter = new SectionCutter("found");
  const rows: [string | undefined, string][] = [];
  const ends = [...new Set(places.map((place) => Math.min(place, bytes.length)))].sort((a, b) => a - b);
  let start = 0;
  for (const end of [...ends, bytes.length]) {
    for (const section of cutter.push(Buffer.from(bytes.subarray(start, end)))) {
      for (const row of section.rows) rows.push([section.name, row.text]);
    }
    start = end;
  }
  return { rows, rest: cutter.end() };
}

describe("SectionCutter", () => {
  it.each([
    [
      '{"found":[1,{"a":[2]}]}',
      [
        [undefined, "1"],
        [undefined, '{"a":[2]}'],
      ],
      { found: [] },
    ],
    ['{"a":{"found":[1]},"found":[]}', [], { a: { found: [1] }, found: [] }],
    [
      '\uFEFF{"n": 3, "found": {"hosts": [{"x":"]"}], "clusters" : [ {} , {} ] }, "z": [1]}',
      [
        ["hosts", '{"x":"]"}'],
        ["clusters", "{}"],
        ["clusters", "{}"],
      ],
      { n: 3, found: { hosts: [], clusters: [] }, z: [1] },
    ],
    ['{"found":{"h\\u00f4te":[1]}}', [["hôte", "1"]], { found: { hôte: [] } }],
    ['{"found":{"a":{"b":[1]},"c":[2]}}', [["c", "2"]], { found: { a: { b: [1] }, c: [] } }],
    ['{"found":{"a":{"b":[1]}}}', [], { found: { a: { b: [1] } } }],
    ['{"found":"[1]","more":["found",[1]]}', [], { found: "[1]", more: ["found", [1]] }],
    ["[[1]]", [], [[1]]],
    ["null", [], null],
  ])("cuts %s", (text, rows, rest) => {
    expect(cut(text)).toEqual({ rows, rest });
  });

  it("gives the same rows however the document is cut", () => {
    const row = fc.jsonValue({ maxDepth: 2 });
    const sections = fc.dictionary(fc.string({ maxLength: 5 }), fc.array(row, { maxLength: 4 }), {
      maxKeys: 3,
    });
    const found = fc.oneof(fc.array(row, { maxLength: 5 }), sections);
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 2 }), found, fc.array(fc.nat(300)), (before, value, places) => {
        const text = JSON.stringify({ before, found: value, after: [value] });
        // As it comes out of JSON: members in another order, and no __proto__.
        const read = JSON.parse(text).found;
        const named = Array.isArray(read) ? [[undefined, read] as const] : Object.entries<unknown[]>(read);
        const expected = named.flatMap(([name, rows]) => rows.map((one) => [name, JSON.stringify(one)]));
        expect(cut(text, ...places).rows).toEqual(expected);
      }),
    );
  });

  it("refuses a document that is cut off anywhere", () => {
    const text = '{"found": {"hosts": [{"a":1}], "clusters": [2]}}';
    for (let end = 0; end < text.length; end += 1) {
      expect(() => cut(text.slice(0, end)), text.slice(0, end)).toThrow(`cut off after ${end} bytes`);
    }
  });

  it.each([
    ['{"found":[1,,2]}', "is not valid JSON at byte 12"],
    ['{"found":[1]', "cut off after 12 bytes"],
    ['{"found":[1]} x', "is not valid JSON beside its rows"],
  ])("refuses %s", (text, message) => {
    expect(() => cut(text)).toThrow(message);
  });

  it("bounds what stands beside the rows", () => {
    const cutter = new SectionCutter("found", { envelope: 10 });
    expect(() => cutter.push(Buffer.from('{"other":"0123456789"'))).toThrow("more than 10 bytes beside");
  });
});
