import fc from "fast-check";
import { expect, it } from "vitest";
import { compact, indent } from "../../src/rows/indent.ts";

const layout = fc.constantFrom(undefined, 1, "\t", "\r\n ");

it("lays out as JSON.stringify does, whatever the layout before", () => {
  fc.assert(
    fc.property(fc.jsonValue(), layout, (value, space) => {
      expect(indent(JSON.stringify(value, null, space))).toBe(JSON.stringify(value, null, 2));
    }),
  );
});

it("takes the layout out and nothing else", () => {
  fc.assert(
    fc.property(fc.jsonValue(), layout, (value, space) => {
      expect(compact(JSON.stringify(value, null, space))).toBe(JSON.stringify(value));
    }),
  );
});

it("touches no token", () => {
  const text = '{"big":12345678901234567890,"d":1.10,"e":"\\u00e8 \\" : , {","n":[ ] ,"o":{\n}}';
  expect(indent(text)).toBe(
    '{\n  "big": 12345678901234567890,\n  "d": 1.10,\n  "e": "\\u00e8 \\" : , {",\n  "n": [],\n  "o": {}\n}',
  );
});

it("stands very long strings", () => {
  const text = JSON.stringify({ a: "x\\".repeat(2_000_000) });
  expect(compact(indent(text))).toBe(text);
});
