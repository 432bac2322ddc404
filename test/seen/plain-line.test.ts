import fc from "fast-check";
import { expect, it } from "vitest";
import { plainLine } from "../../src/seen/plain-line.ts";

it.each([
  ["Role Report", "Role Report"],
  ["two\nlines\tand\u001b[31m red\u0007", "two lines and [31m red"],
  ["$(reboot) `reboot` \\", "(reboot) reboot"],
  ["\u202egnp.exe", "gnp.exe"],
  ["x".repeat(80), `${"x".repeat(59)}…`],
  ["Bericht über Rollen 报告", "Bericht über Rollen 报告"],
])("shows %j as %j", (text, shown) => {
  expect(plainLine(text)).toBe(shown);
});

it("is one line of at most 60 characters with nothing to obey or to run, whatever a server says", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      const line = plainLine(text);
      expect(line).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}`$\\]/u);
      expect([...line].length).toBeLessThanOrEqual(60);
    }),
  );
});
