import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseLenient } from "../../src/http/lenient-json.ts";
import { readLoosely, rowsAt } from "../../src/http/loose-body.ts";

describe("read as what it plainly means", () => {
  it.each([
    ["a byte order mark", '\uFEFF{"a":1}', { a: 1 }],
    [
      "curly quotes",
      "{ “Entries” : [\n {“Name”: “My Resource2”, “n”:5}\n]}",
      { Entries: [{ Name: "My Resource2", n: 5 }] },
    ],
    [
      "quotes that close the wrong way",
      "{“Value”:”value”, “Shown”:”value's name”}",
      { Value: "value", Shown: "value's name" },
    ],
    ["a curly and a straight quote", '[“a", "b”]', ["a", "b"]],
    ["a trailing comma in a list", '{"a":[1,2,]}', { a: [1, 2] }],
    ["a trailing comma in an object", '{"Format":"PDF",}', { Format: "PDF" }],
    ["a trailing comma before a comment", "[1, // one\n]", [1]],
    [
      "bare words in a list",
      '{"locales":[en, de, zh_CN, pt-BR]}',
      { locales: ["en", "de", "zh_CN", "pt-BR"] },
    ],
    ["comments", '{ // first\n"a": 1 // last\n}', { a: 1 }],
    ["numbers with exponents", "[1e5, 2E-3, -1.5e+2,]", [1e5, 2e-3, -150]],
    ["true, false and null", "[true, false, null,]", [true, false, null]],
  ])("%s", (_what, text, value) => {
    expect(parseLenient(text)).toEqual(value);
  });

  it.each([
    ["curly quotes", '{"a": "he said “hi”",}', { a: "he said “hi”" }],
    ["what looks like a comment", '{"a": "http://h/x",}', { a: "http://h/x" }],
    ["what looks like a trailing comma", '{"a": ",]", "b": ",}",}', { a: ",]", b: ",}" }],
    ["brackets and words", '{"a": "[x, {y",}', { a: "[x, {y" }],
    ["escaped quotes", '{"a": "\\"x\\" ”,",}', { a: '"x" ”,' }],
  ])("leaving alone what is inside a string: %s", (_what, text, value) => {
    expect(parseLenient(text)).toEqual(value);
  });
});

describe("refused, for nothing is added that was not there", () => {
  it.each([
    ["a missing bracket", '{"a":[1,2}'],
    ["a missing brace at the end", '{"a":[1,2]'],
    ["a missing colon, curly", "{“GUID”: “1”, “Status”, “OK”}"],
    ["a missing comma", '{"a":1 "b":2}'],
    ["a second closing bracket", '{"a":[1]])}'],
    ["two commas", "[1,,2]"],
    ["a leading comma", "[,1]"],
    ["a bare key", "{a: 1}"],
    ["a bare value in an object", '{"a": PDF}'],
    ["NaN", "[NaN]"],
    ["Infinity", "[-Infinity]"],
    ["undefined", "[undefined]"],
    ["Python's None", "[None, True]"],
    ["a string without end", '["abc]'],
    ["single quotes", "['a']"],
    ["a straight quote inside curly ones", '[“say "hi"”]'],
    ["half a document", '{"results":[{"a":1},{"b"'],
    ["two words without a comma", "[en de]"],
    ["a bare word alone", "hello"],
    ["a number with a tail", "[12abc]"],
    ["nothing", ""],
  ])("%s", (_what, text) => {
    expect(() => parseLenient(text)).toThrow(SyntaxError);
  });
});

it("reads any valid JSON as the strict parser does", () => {
  const text = fc.oneof(
    fc.json(),
    fc.json({ stringUnit: "grapheme" }),
    fc.jsonValue().map((value) => JSON.stringify(value, null, 2)),
    fc
      .array(fc.constantFrom("“", "”", '"', ",", "]", "}", "//", "\\", "a", " ", "\n", "e5"))
      .map((parts) => JSON.stringify({ a: [parts.join("")], [parts.join("")]: 1e21 })),
  );
  fc.assert(
    fc.property(text, (json) => {
      expect(parseLenient(json)).toEqual(JSON.parse(json));
    }),
    { numRuns: 500 },
  );
});

it("never finds a whole document in one that was cut off", () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.nat(), (value, at) => {
      const whole = JSON.stringify({ results: [value] });
      expect(() => parseLenient(whole.slice(0, at % whole.length))).toThrow(SyntaxError);
    }),
  );
});

describe("a body", () => {
  it.each([
    ["HTML", "<html>", "text/html"],
    ["text that looks like JSON, sent as HTML", "[en]", "text/html; charset=utf-8"],
    ["plain text", "hello", "text/plain"],
    ["broken JSON", "{", "application/json"],
  ])("that is %s means nothing", (_what, text, type) => {
    expect(readLoosely(text, { headers: { "content-type": type } })).toBeUndefined();
  });

  it("gives its rows", () => {
    const document = readLoosely("{“Entries”: [{“a”: 1},]}", { headers: {} });
    expect(rowsAt(document, ["Entries"]).rows.map((row) => row.value)).toEqual([{ a: 1 }]);
    expect(rowsAt(document, ["Results"])).toMatchObject({ found: false, envelope: document });
  });
});
