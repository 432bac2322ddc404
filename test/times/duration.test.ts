import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatDuration, parseDuration } from "../../src/times/duration.ts";

describe("parseDuration", () => {
  it.each([
    ["0s", 0],
    ["500ms", 500],
    ["90s", 90_000],
    ["15m", 900_000],
    ["2h", 7_200_000],
    ["7d", 604_800_000],
    ["1w", 604_800_000],
    ["1h30m", 5_400_000],
    ["1w2d3h4m5s6ms", 788_645_006],
    ["1.5s", 1_500],
    ["0.25h", 900_000],
    ["0.4ms", 0],
  ])("reads %s as %d ms", (text, milliseconds) => {
    expect(parseDuration(text)).toBe(milliseconds);
    expect(parseDuration(text, { signed: true })).toBe(milliseconds);
  });

  it.each([
    "",
    "30",
    "0",
    "1",
    "s",
    "ms",
    "1 h",
    " 1h",
    "1h ",
    "1H",
    "1M",
    "1y",
    "1mo",
    "5m5m",
    "1m1h",
    "1ms1s",
  ])("refuses %j", (text) => {
    expect(parseDuration(text)).toBeUndefined();
  });

  it.each([".5s", "1.s", "1,5s", "1e3s", "0x10s", "∞s", "NaNs", "+-1s", "--1s", "1s-", "1h-30m", "-", "+"])(
    "refuses %j, signed or not",
    (text) => {
      expect(parseDuration(text)).toBeUndefined();
      expect(parseDuration(text, { signed: true })).toBeUndefined();
    },
  );

  it.each([
    ["-7d", -604_800_000],
    ["+90m", 5_400_000],
    ["-1h30m", -5_400_000],
    ["-0s", 0],
  ])("reads %s only where a sign is allowed", (text, milliseconds) => {
    expect(parseDuration(text, { signed: true })).toBe(milliseconds);
    expect(parseDuration(text)).toBeUndefined();
  });

  it("refuses what a number cannot hold exactly", () => {
    expect(parseDuration("9007199254740991ms")).toBe(Number.MAX_SAFE_INTEGER);
    expect(parseDuration("9007199254740992ms")).toBeUndefined();
    expect(parseDuration("99999999999999999999w")).toBeUndefined();
    expect(parseDuration(`${"9".repeat(400)}w`)).toBeUndefined();
  });

  it("adds up the parts, whatever they are", () => {
    const count = fc.nat(10_000);
    fc.assert(
      fc.property(count, count, count, (hours, minutes, seconds) => {
        const total = (hours * 3600 + minutes * 60 + seconds) * 1000;
        expect(parseDuration(`${hours}h${minutes}m${seconds}s`)).toBe(total);
        expect(parseDuration(`-${hours}h${minutes}m${seconds}s`, { signed: true })).toBe(0 - total);
      }),
    );
  });
});

describe("formatDuration", () => {
  it.each([
    [0, "0ms"],
    [450, "450ms"],
    [999.7, "1s"],
    [1_000, "1s"],
    [12_345, "12.3s"],
    [59_960, "1m"],
    [90_000, "1m30s"],
    [125_000, "2m5s"],
    [3_599_700, "1h"],
    [5_400_000, "1h30m"],
    [86_399_999, "1d"],
    [273_600_000, "3d4h"],
    [604_800_000, "7d"],
    [-5_400_000, "-1h30m"],
    [-0.2, "0ms"],
  ])("writes %d ms as %s", (milliseconds, text) => {
    expect(formatDuration(milliseconds)).toBe(text);
  });

  it("writes durations that can be read again, off by no more than half of the smaller unit", () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e14, max: 1e14 }), (milliseconds) => {
        const back = parseDuration(formatDuration(milliseconds), { signed: true });
        expect(back).toBeDefined();
        expect(Math.abs((back as number) - milliseconds)).toBeLessThanOrEqual(
          Math.max(50, Math.min(Math.abs(milliseconds) * 0.03, 1_800_000)),
        );
      }),
    );
  });
});
