import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { safeName } from "../../src/files/names.ts";

describe("safeName", () => {
  it.each([
    ["report.pdf", "report.pdf"],
    ["../../etc/passwd", "passwd"],
    ["..\\..\\windows\\system.ini", "system.ini"],
    ["/absolute/file.csv", "file.csv"],
    ["C:\\temp\\a.csv", "a.csv"],
    ["folder/", "folder"],
    ["C:evil.txt", "C_evil.txt"],
    ["a.txt:stream", "a.txt_stream"],
    ["-rf", "rf"],
    [".bashrc", "bashrc"],
    ["...", undefined],
    ["", undefined],
    ["/", undefined],
    [" . -", undefined],
    ["a\u0000b\nc\u001b[31m", "abc[31m"],
    ["invoice\u202Efdp.exe", "invoicefdp.exe"],
    ["\u2066a\u2069\u200F", "a"],
    ["trailing. . ", "trailing"],
    ["CON", "_CON"],
    ["nul.txt", "_nul.txt"],
    ["com1 .log", "_com1 .log"],
    ["LPT\u00B9", "_LPT\u00B9"],
    ["console.log", "console.log"],
    ["Übersicht März.xlsx", "Übersicht März.xlsx"],
    ["日報.csv", "日報.csv"],
    ["lone\uD800surrogate", "lonesurrogate"],
    [`${"é".repeat(150)}.pdf`, `${"é".repeat(98)}.pdf`],
    [`${"a".repeat(300)}`, "a".repeat(200)],
    [`a.${"b".repeat(300)}`, `a.${"b".repeat(198)}`],
  ])("makes %j %j", (given, safe) => {
    expect(safeName(given)).toBe(safe);
  });

  it("is safe whatever it is given, and leaves a safe name as it is", () => {
    const hostile = fc.stringMatching(/^[\p{Cc}\p{Cf}\p{L}\p{Emoji}./\\: -]{0,300}$/u);
    const any = fc.oneof(
      fc.string({ unit: "binary" }),
      hostile,
      fc.string().map((text) => text.repeat(40)),
    );
    fc.assert(
      fc.property(any, (given) => {
        const safe = safeName(given);
        if (safe === undefined) return;
        expect(safe).toMatch(/^[^\s.-][^/\\\p{Cc}\p{Cf}\p{Cs}<>:"|?*]*$/u);
        expect(safe).not.toMatch(/[\s.]$/);
        expect(Buffer.byteLength(safe)).toBeLessThanOrEqual(200);
        expect(safeName(safe)).toBe(safe);
      }),
    );
  });
});
