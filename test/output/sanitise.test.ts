import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { escapeQuoted, sanitise, sanitiseCsv, sanitiseLines } from "../../src/output/sanitise.ts";

describe("sanitise", () => {
  it.each<[string, string, string]>([
    ["plain text", "plain: è ß € 日本", "plain: è ß € 日本"],
    ["an escape sequence", "\u001b[31mred", "\\u001b[31mred"],
    ["a title sequence", "\u001b]0;x\u0007", "\\u001b]0;x\\u0007"],
    ["C1", "\u009b31m", "\\u009b31m"],
    ["DEL and backspace", "a\u007fb\bc", "a\\u007fb\\u0008c"],
    ["line ends and tabs", "a\nb\r\nc\td", "a\\nb\\r\\nc\\td"],
    ["a bidi override", "user\u202etxt.exe", "user\\u202etxt.exe"],
    ["bidi isolates", "\u2066x\u2069", "\\u2066x\\u2069"],
    ["zero-width space and mark", "a\u200bb\ufeffc\u00add", "a\\u200bb\\ufeffc\\u00add"],
    ["a joiner between letters", "ad\u200dmin", "ad\\u200dmin"],
    ["tag characters", "a\u{e0041}", "a\\udb40\\udc41"],
    ["line separators", "a\u2028b", "a\\u2028b"],
    ["an emoji of several parts", "👩‍👩‍👧 ok", "👩‍👩‍👧 ok"],
    ["an emoji with skin tone", "👩🏽‍🚀", "👩🏽‍🚀"],
    ["a non-joiner in Persian", "می‌خواهم", "می‌خواهم"],
    ["combining marks", "e\u0301", "e\u0301"],
  ])("treats %s", (_name, text, expected) => expect(sanitise(text)).toBe(expected));

  it("keeps the layout of text in lines, but for a lone return", () => {
    expect(sanitiseLines("a\tb\nc\rd\u001b")).toBe("a\tb\nc\\rd\\u001b");
    expect(sanitiseCsv("a\tb\nc\rd\u001b")).toBe("a\tb\nc\rd\\u001b");
  });

  it("leaves nothing that a terminal would obey", () => {
    const unit = fc.oneof(
      fc.integer({ min: 0, max: 0x10ffff }).filter((code) => code < 0xd800 || code > 0xdfff),
      fc.integer({ min: 0, max: 0xff }),
      fc.integer({ min: 0x2000, max: 0x2070 }),
    );
    fc.assert(
      fc.property(fc.array(unit), (codes) => {
        const text = sanitise(String.fromCodePoint(...codes));
        expect(text).not.toMatch(
          /[\u0000-\u001f\u007f-\u009f\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/,
        );
      }),
    );
  });

  it("changes how JSON is written, never what it says", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const json = JSON.stringify({ [text]: text });
        expect(JSON.parse(escapeQuoted(json))).toEqual({ [text]: text });
      }),
    );
  });
});
