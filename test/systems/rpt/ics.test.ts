import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { icsOf } from "../../../src/systems/rpt/ics.ts";

/** Unfolds and unescapes as RFC 5545 says. */
function summaryOf(ics: string): string {
  const line = ics
    .replace(/\r\n[ \t]/g, "")
    .split("\r\n")
    .find((each) => each.startsWith("SUMMARY:"));
  return line!.slice(8).replace(/\\([\\;,nN])/g, (_, sign: string) => (/n/i.test(sign) ? "\n" : sign));
}

describe("calendar files (RFC 5545)", () => {
  it("fold every line to 75 bytes, and lose nothing", () => {
    const texts = fc.string({
      unit: fc.constantFrom(..."ab,;\\\n é漢😀".match(/./gsu)!),
      minLength: 1,
      maxLength: 200,
      size: "max",
    });
    fc.assert(
      fc.property(texts, (name) => {
        const ics = icsOf([{ ScheduleDisplayName: name, RunDate: 0, ScheduleID: "s" }], "t", 0);
        for (const line of ics.split("\r\n")) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
        expect(ics.replaceAll("\r\n", "")).not.toMatch(/[\r\n]/);
        expect(summaryOf(ics)).toBe(name);
      }),
    );
  });

  it("hold nothing that a terminal would obey", () => {
    const ics = icsOf([{ ScheduleDisplayName: "a\u001b[2J\u202eb", RunDate: 0 }], "t", 0);
    expect(ics).toContain("SUMMARY:a\\\\u001b[2J\\\\u202eb");
  });

  it("leave out what has no time", () => {
    expect(
      icsOf([{ ScheduleDisplayName: "a" }, { RunDate: "soon" }, { RunDate: 1e300 }], "t", 0),
    ).not.toContain("VEVENT");
  });
});
