import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Fault } from "../../src/errors.ts";
import { RowCutter } from "../../src/rows/cutter.ts";

/** Cuts `text` at the given places and feeds the pieces. */
function feed(text: string | Uint8Array, path: readonly string[], cuts: readonly number[] = []) {
  const bytes = typeof text === "string" ? Buffer.from(text) : text;
  const cutter = new RowCutter(path);
  const rows: string[] = [];
  const places = [...cuts.map((cut) => cut % (bytes.length + 1))].sort((a, b) => a - b);
  let from = 0;
  for (const to of [...places, bytes.length]) {
    for (const row of cutter.push(Uint8Array.from(bytes.subarray(from, to)))) rows.push(row.text);
    from = to;
  }
  cutter.end();
  return { rows, found: cutter.found, envelope: cutter.envelope };
}

/** Object keys that a parser keeps as data. */
const json = fc.jsonValue({ maxDepth: 3 }).filter((value) => !JSON.stringify(value).includes("__proto__"));
const style = fc.constantFrom(undefined, 2, "\t", " \r\n");
const cuts = fc.array(fc.nat(), { maxLength: 6 });

describe("the row cutter", () => {
  it.each<[string, string, string[], string[], unknown]>([
    ["a bare array", '[{"a":1},{"b":[2,{}]}]', [], ['{"a":1}', '{"b":[2,{}]}'], []],
    ["an empty array", "[ ]", [], [], []],
    ["scalars", '[1, -2.50e3,"x\\"]",null ,true\n]', [], ["1", "-2.50e3", '"x\\"]"', "null", "true"], []],
    [
      "a key",
      '{"n":2,"results":[{"id":1}],"more":{"x":[1]}}',
      ["results"],
      ['{"id":1}'],
      { n: 2, results: [], more: { x: [1] } },
    ],
    [
      "two keys",
      '{"data":{"n":1,"registries":[{}]}}',
      ["data", "registries"],
      ["{}"],
      { data: { n: 1, registries: [] } },
    ],
    [
      "the key as a value",
      '{"a":"results","b":["results",[7]],"results":[8]}',
      ["results"],
      ["8"],
      { a: "results", b: ["results", [7]], results: [] },
    ],
    [
      "the key deeper down first",
      '{"a":{"results":[7]},"results":[8]}',
      ["results"],
      ["8"],
      { a: { results: [7] }, results: [] },
    ],
    ["the key written with escapes", '{"re\\u0073ults":[8]}', ["results"], ["8"], { results: [] }],
    ["a byte order mark", "\uFEFF[1]", [], ["1"], []],
    [
      "bytes of numbers kept",
      '[{"n":12345678901234567890, "d":1.10}]',
      [],
      ['{"n":12345678901234567890, "d":1.10}'],
      [],
    ],
  ])("cuts %s", (_name, text, path, rows, envelope) => {
    expect(feed(text, path)).toEqual({ rows, found: true, envelope });
    const everywhere = Array.from({ length: Buffer.byteLength(text) }, (_, index) => index);
    expect(feed(text, path, everywhere)).toEqual({ rows, found: true, envelope });
  });

  it.each<[string, string, string[]]>([
    ["an error object", '{"error":{"code":404}}', ["results"]],
    ["a map", '{"results":{"a":[1]}}', ["results"]],
    ["an object for a bare array", '{"results":[1]}', []],
    ["an array for an object", "[1]", ["results"]],
    ["a missing inner key", '{"data":{"x":1},"registries":[1]}', ["data", "registries"]],
    ["null", '{"data":null}', ["data", "registries"]],
    ["a scalar", " 12 ", ["results"]],
    ["a key that is no own one", '{"a":[1]}', ["toString"]],
  ])("says when the array is not there: %s", (_name, text, path) => {
    expect(feed(text, path)).toEqual({ rows: [], found: false, envelope: JSON.parse(text) });
  });

  it.each<[string, string, string[]]>([
    ["nothing", "", []],
    ["trailing garbage", "[1] x", []],
    ["a second document", '{"r":[1]}{"r":[2]}', ["r"]],
    ["a trailing comma", "[1,]", []],
    ["a leading comma", "[,1]", []],
    ["two commas", "[1,,2]", []],
    ["no comma", "[{} {}]", []],
    ["no comma between scalars", "[1 2]", []],
    ["a string after an object", '[{}"a"]', []],
    ["a colon", "[:1]", []],
    ["the wrong bracket", '[{"a":1]]', []],
    ["the wrong bracket inside", '[{"a":[1}]', []],
    ["a brace for the end", "[1}", []],
    ["a literal cut short", "[tru]", []],
    ["a bare word", "[{hello}]", []],
    ["a control character in a string", '[{"a":"\u0001"}]', []],
    ["a newline in a string", '[{"a":"x\ny"}]', []],
    ["an escaped newline character", '["x\\\ny"]', []],
    ["a broken envelope", '{"r":[1],"n":}', ["r"]],
    ["the key twice", '{"r":[1],"r":[2]}', ["r"]],
    ["very deep nesting", `[${"[".repeat(1001)}${"]".repeat(1001)}]`, []],
    ["a bare string escape", '["\\q"]', []],
  ])("refuses %s", (_name, text, path) => {
    expect(() => feed(text, path)).toThrow(Fault);
    const everywhere = Array.from({ length: Buffer.byteLength(text) }, (_, index) => index);
    expect(() => feed(text, path, everywhere)).toThrow(Fault);
  });

  it("sees what JSON.parse sees, whatever the cut and the layout", () => {
    fc.assert(
      fc.property(fc.array(json), json, style, cuts, (rows, beside, space, at) => {
        const document = { before: beside, "": [1], results: rows, after: beside };
        const got = feed(JSON.stringify(document, null, space), ["results"], at);
        expect(got.rows.map((row) => JSON.parse(row))).toEqual(JSON.parse(JSON.stringify(rows)));
        expect(got.envelope).toEqual(JSON.parse(JSON.stringify({ ...document, results: [] })));
      }),
    );
  });

  it("never accepts a document that is cut off", () => {
    fc.assert(
      fc.property(
        fc.array(json, { minLength: 1 }),
        style,
        fc.boolean(),
        fc.nat(),
        (rows, space, bare, at) => {
          const text = JSON.stringify(bare ? rows : { a: 1, results: rows, z: "x" }, null, space);
          const bytes = Buffer.from(text);
          expect(() => feed(bytes.subarray(0, at % bytes.length), bare ? [] : ["results"])).toThrow(Fault);
        },
      ),
    );
  });

  it("agrees with JSON.parse on garbage: what it accepts and whose rows parse, JSON.parse accepts too", () => {
    const soup = fc.string({
      unit: fc.constantFrom("[", "]", "{", "}", ",", ":", '"', "\\", "1", "a", "null", " ", "\n", '"k":'),
    });
    fc.assert(
      fc.property(soup, (text) => {
        const document = `[${text}]`;
        let rows: unknown[];
        try {
          rows = feed(document, []).rows.map((row) => JSON.parse(row));
        } catch {
          return;
        }
        expect(rows).toEqual(JSON.parse(document));
      }),
      { numRuns: 2000 },
    );
  });

  it("marks the rows that output must look at again", () => {
    const cutter = new RowCutter([]);
    const rows = cutter.push(
      Buffer.from('[{"a":"è"},{"a":\n1},{"a":"\u009b"},{"a":"\u202e"},{"a": 1},"\u007f"]'),
    );
    expect(rows.map((row) => row.clean)).toEqual([true, false, false, false, true, false]);
  });

  it("bounds what stands beside the array and what one row may hold", () => {
    const cutter = new RowCutter(["r"], { envelope: 10, row: 10 });
    expect(() => cutter.push(Buffer.from('{"pad":"0123456789","r":[]}'))).toThrow("beside its rows");
    const other = new RowCutter([], { row: 10 });
    expect(() => other.push(Buffer.from('["0123456789'))).toThrow("larger than 10 bytes");
  });

  it("gives the rows that each piece completes, and throws at the end of a cut document", () => {
    const cutter = new RowCutter([]);
    const batches = ["[1,2,", "3,4"].map((piece) => cutter.push(Buffer.from(piece)).length);
    expect(() => cutter.end()).toThrow("cut off after 8 bytes");
    expect(batches).toEqual([2, 1]);
  });
});
