import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { pythonJson } from "../../src/sandbox/python-json.ts";
import { readIsoTime } from "../../src/sandbox/rating/iso-time.ts";
import { int, repr } from "../../src/sandbox/rating/python.ts";

describe("times, as CloudKitty reads them", () => {
  it.each([
    ["2024", "2024-01-01T00:00:00+00:00"],
    ["2024-05", "2024-05-01T00:00:00+00:00"],
    ["2024-5-1", "2024-05-01T00:00:00+00:00"],
    ["20240501", "2024-05-01T00:00:00+00:00"],
    ["20240501T10", "2024-05-01T10:00:00+00:00"],
    ["2024-05-01T1000", "2024-05-01T10:00:00+00:00"],
    ["2024-05-01 10:00:00.5+02", "2024-05-01T08:00:00+00:00"],
    ["2024-05-01T10:00:00,9-0230", "2024-05-01T12:30:00+00:00"],
    ["2024-05-01T10:00Z", "2024-05-01T10:00:00+00:00"],
    ["0001-01-01", "0001-01-01T00:00:00+00:00"],
  ])("%s is %s", (text, instant) => {
    expect(readIsoTime(text)).toBe(instant);
  });

  it.each([
    "",
    "202405",
    "2024-13-01",
    "2024-02-30",
    "0000-01-01",
    " 2024-05-01",
    "2024-05-01T",
    "2024-05-01Z",
    "2024-05-01T10:00:00z",
    "2024-05-01t10:00:00Z",
    "2024-05-01T24:00:00Z",
    "2024-05-01T10:00:60Z",
    "2024-05-01T10:00:00+2",
    5,
    null,
  ])("%j is none", (text) => {
    expect(readIsoTime(text)).toBeUndefined();
  });
});

it.each([
  ["10", 10n],
  [" 1_0 ", 10n],
  ["+3", 3n],
  ["-0", 0n],
  ["", undefined],
  ["1__0", undefined],
  ["0x1", undefined],
  ["1.5", undefined],
])("int(%j) is %s", (text, number) => {
  expect(int(text)).toBe(number);
});

it.each([
  [{ a: [1, true, false, null, "x"] }, "{'a': [1, True, False, None, 'x']}"],
  ["it's", `"it's"`],
  [`it's "so"`, `'it\\'s "so"'`],
  ["a\\b\n\u0007\u007f\u2028", "'a\\\\b\\n\\x07\\x7f\\u2028'"],
  ["é😀", "'é😀'"],
])("repr(%j)", (value, printed) => {
  expect(repr(value)).toBe(printed);
});

it("writes JSON that means the same, in ASCII", () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const text = pythonJson(value);
      expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
      expect(text).toMatch(/^[ -~]*$/);
    }),
  );
});
