import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { FieldFinder } from "../../src/rows/fields.ts";
import { Row } from "../../src/rows/row.ts";
import { field } from "../../src/rows/value-ends.ts";

/** A row in the middle of a piece, so that what stands beside it would be seen. */
function rowOf(text: string): Row {
  const bytes = Buffer.from(text);
  return new Row(Buffer.concat([Buffer.from('7"'), bytes, Buffer.from('0,"')]), false, 2, 2 + bytes.length);
}

const kindNames = Object.keys(field);

/** What is found at the keys: kind and text; undefined where the row must be parsed. */
function found(finder: FieldFinder, text: string) {
  const row = rowOf(text);
  if (!finder.find(row)) return undefined;
  return [...finder.kinds].map((kind, index) =>
    kind === field.absent
      ? "absent"
      : `${kindNames[kind]} ${Buffer.from(row.piece.slice(finder.starts[index], finder.ends[index])).toString()}`,
  );
}

describe("the fields of a row", () => {
  it.each<[string, string, string[]]>([
    ["values of each kind", '{"a":1.10,"b":"x","c":null}', ["token 1.10", "plain x", "null null"]],
    ["literals", '{"a":true,"b":false,"c":-0}', ["token true", "token false", "token -0"]],
    [
      "long integers",
      '{"a":9007199254740993,"b":1e400}',
      ["token 9007199254740993", "token 1e400", "absent"],
    ],
    [
      "what must be looked at",
      '{"a":"x\\"y","b":"\u009b","c":"è"}',
      ['string x\\"y', "string \u009b", "plain è"],
    ],
    ["what nests", '{"a":{"b":["}"]},"b":[ 1],"c":{}}', ['nested {"b":["}"]}', "nested [ 1]", "nested {}"]],
    [
      "lists that are their bytes",
      '{"a":[],"b":["x",1.0,null],"c":["]"]}',
      ["list []", 'list ["x",1.0,null]', 'list ["]"]'],
    ],
    [
      "other lists",
      '{"a":["\\n"],"b":[[1]],"c":["x", 1]}',
      ['nested ["\\n"]', "nested [[1]]", 'nested ["x", 1]'],
    ],
    ["blanks", ' { "a" : 1 ,\n"b"\t:"x" } '.trim(), ["token 1", "plain x", "absent"]],
    [
      "commas in strings and keys",
      '{"x,y":1,"a":"x,y","b":",\\n","c":["x,y"]}',
      ["commas x,y", "string ,\\n", 'list ["x,y"]'],
    ],
    ["the last one of a key", '{"a":1,"a":"2"}', ["plain 2", "absent", "absent"]],
    ["no members", "{ }", ["absent", "absent", "absent"]],
    ["other keys", '{"x":{"a":1},"aa":"2","":3}', ["absent", "absent", "absent"]],
  ])("finds %s", (_name, text, fields) => {
    const unquoted = found(new FieldFinder(["a", "b", "c"]), text)?.map((one) =>
      one.replace(/^(plain|commas|string) "(.*)"$/s, "$1 $2"),
    );
    expect(unquoted).toEqual(fields);
  });

  it.each([
    "[]",
    '"a"',
    "1",
    "{",
    '{"a"}',
    '{"a":}',
    '{"a":1,}',
    '{,"a":1}',
    '{"a":1 "b":2}',
    '{"a":01}',
    '{"a":1.}',
    '{"a":+1}',
    '{"a":tru}',
    '{"a":nulll}',
    '{"a":"\\q"}',
    '{"a":"x\ny"}',
    '{"a":[1,]}',
    '{"a":{"b"}}',
    '{"a":"x}',
    '{"a":1}}',
    '{"a":1}{"b":2}',
    "{a:1}",
  ])("leaves %s to JSON.parse", (text) => {
    expect(found(new FieldFinder(["a"]), text)).toBeUndefined();
  });

  it("knows keys again that come in another order, or not at all", () => {
    const finder = new FieldFinder(["a", "b"]);
    for (const text of ['{"a":1,"b":2}', '{"b":2,"a":1}', '{"z":0,"a":1,"b":2}', '{"a":1,"b":2}'])
      expect(found(finder, text)).toEqual(["token 1", "token 2"]);
    expect(found(finder, '{"b":2}')).toEqual(["absent", "token 2"]);
  });

  it("is as strict as JSON.parse, and finds the same", () => {
    const unit = fc.constantFrom(
      ...'{}[],:"\\ntf0-.e1 '.split(""),
      '"a":',
      '"b":',
      "null",
      "\n",
      "é",
      "\u2028",
    );
    const soup = fc.string({ unit, maxLength: 12 }).map((text) => `{"a":${text}}`);
    const rows = fc
      .dictionary(fc.constantFrom("a", "b", "c", "é", 'q"', "x.y", ""), fc.jsonValue({ maxDepth: 2 }))
      .map((row) => JSON.stringify(row));
    const finder = new FieldFinder(["a", "b", "é"]);
    fc.assert(
      fc.property(fc.oneof(soup, rows), (text) => {
        const row = rowOf(text);
        if (!finder.find(row)) return;
        const record = JSON.parse(text) as Record<string, unknown>;
        for (const [index, key] of ["a", "b", "é"].entries()) {
          const own = Object.hasOwn(record, key);
          expect(finder.kinds[index] !== field.absent).toBe(own);
          if (!own) continue;
          const value = Buffer.from(row.piece.slice(finder.starts[index], finder.ends[index])).toString();
          expect(JSON.parse(value)).toEqual(record[key]);
        }
      }),
      { numRuns: 3000 },
    );
  });
});
