import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Numeral, parseLossless, stringifyLossless } from "../../src/rows/lossless.ts";

describe("parseLossless", () => {
  it.each<[string]>([
    ["12345678901234567890"],
    ["-9007199254740993"],
    ["1.10"],
    ["1e400"],
    ["1E5"],
    ["-0"],
    ["0.1e-7"],
    ["0.30000000000000000001"],
  ])("keeps %s as it was written, wherever it stands", (source) => {
    for (const text of [
      source,
      `[${source}]`,
      `{"a": ${source}}`,
      `{"a":[1,\n${source}]}`,
      `{"a" :{"b":${source}}}`,
    ]) {
      const value = parseLossless(text);
      expect(JSON.stringify(value)).toContain(`"source":"${source}"`);
      expect(stringifyLossless(value)).toBe(text.replace(/\s/g, ""));
    }
  });

  it.each([
    "1705497089045145",
    "0.5",
    "-12",
    "1",
    '"1.10"',
    '{"t":"10:00:00.10","a":"[1.10, 1e9]","b":"\\",1.10"}',
  ])("leaves %s to JSON.parse", (text) => expect(parseLossless(text)).toEqual(JSON.parse(text)));

  it("takes no text of a server for a number", () => {
    expect(parseLossless('{"a":"1.10","n":1.10}')).toEqual({ a: "1.10", n: new Numeral("1.10") });
  });

  it("throws for what is not JSON", () => {
    expect(() => parseLossless('{"a":1.10')).toThrow(SyntaxError);
    expect(() => parseLossless("[01.10]")).toThrow(SyntaxError);
  });

  it("gives every number back as it was written", () => {
    const number = fc
      .tuple(
        fc.constantFrom("", "-"),
        fc.bigInt({ min: 0n }),
        fc.constantFrom("", ".5", ".50", "e3", "E+30", ".0e-1"),
      )
      .map((parts) => parts.join(""));
    const key = fc.string().map((text) => JSON.stringify(text));
    fc.assert(
      fc.property(fc.array(fc.tuple(key, fc.oneof(number, key))), (pairs) => {
        const text = `[${pairs.map(([name, value]) => `[${name},${value}]`).join(",")}]`;
        expect(stringifyLossless(parseLossless(text))).toBe(text);
      }),
    );
  });
});
