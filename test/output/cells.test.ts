import { describe, expect, it } from "vitest";
import * as cells from "../../src/output/cells.ts";
import type { CellContext } from "../../src/output/result.ts";

const rome: CellContext = { timezone: "Europe/Rome", now: 0 };

describe("times", () => {
  it.each<[string, cells.CellText, unknown, string, string]>([
    ["seconds", cells.secondsTime, 1_700_000_000, "Europe/Rome", "2023-11-14T23:13:20+01:00"],
    ["milliseconds", cells.millisTime, 1_275_053_400_000, "Europe/Rome", "2010-05-28T15:30:00+02:00"],
    ["milliseconds as text", cells.millisTime, "1275053400000", "UTC", "2010-05-28T13:30:00Z"],
    [
      "microseconds",
      cells.microsTime,
      1_705_497_089_045_145,
      "America/New_York",
      "2024-01-17T08:11:29-05:00",
    ],
    ["ISO text", cells.isoTime, "2024-07-01T00:00:00Z", "Asia/Kolkata", "2024-07-01T05:30:00+05:30"],
    ["ISO text with an offset", cells.isoTime, "2024-07-01T02:00:00+02:00", "UTC", "2024-07-01T00:00:00Z"],
    [
      "ISO text without a zone",
      cells.isoTime,
      "2024-07-01T00:00:00",
      "Asia/Kathmandu",
      "2024-07-01T05:45:00+05:45",
    ],
    ["seconds by their size", cells.localTime, 1_700_000_000, "UTC", "2023-11-14T22:13:20Z"],
    ["milliseconds by their size", cells.localTime, 1_700_000_000_000, "UTC", "2023-11-14T22:13:20Z"],
    ["microseconds by their size", cells.localTime, 1_700_000_000_000_000, "UTC", "2023-11-14T22:13:20Z"],
    ["microseconds before the epoch", cells.microsTime, -993, "UTC", "1969-12-31T23:59:59Z"],
    [
      "the second before a change",
      cells.secondsTime,
      1_711_846_799,
      "Europe/Rome",
      "2024-03-31T01:59:59+01:00",
    ],
    ["the second of a change", cells.secondsTime, 1_711_846_800, "Europe/Rome", "2024-03-31T03:00:00+02:00"],
    [
      "a zone behind at midnight",
      cells.secondsTime,
      1_704_067_200,
      "Pacific/Honolulu",
      "2023-12-31T14:00:00-10:00",
    ],
  ])("shows %s", (_name, text, value, timezone, expected) => {
    expect(text(value, {}, { timezone, now: 0 })).toBe(expected);
  });

  it.each<[unknown, string]>([
    [null, ""],
    [undefined, ""],
    ["soon", "soon"],
    [1e30, "1e+30"],
    [true, "true"],
    ["", ""],
  ])("shows %j as it is", (value, expected) => {
    for (const text of [cells.secondsTime, cells.millisTime, cells.isoTime, cells.localTime]) {
      expect(text(value, {}, rome)).toBe(expected);
    }
  });
});

it.each<[cells.CellText, unknown, string]>([
  [cells.bytesSize, 0, "0 B"],
  [cells.bytesSize, 1023, "1023 B"],
  [cells.bytesSize, 1024, "1.0 KiB"],
  [cells.bytesSize, 1_048_575, "1.0 MiB"],
  [cells.bytesSize, 4_404_019, "4.2 MiB"],
  [cells.bytesSize, "2199023255552", "2.0 TiB"],
  [cells.bytesSize, null, ""],
  [cells.millisDuration, 340, "340ms"],
  [cells.millisDuration, 3_900_000, "1h 5m"],
  [cells.millisDuration, 86_400_000, "1d"],
  [cells.millisDuration, 86_460_000, "1d"],
  [cells.millisDuration, -61_000, "-1m 1s"],
  [cells.millisDuration, "x", "x"],
  [cells.yesNo, true, "yes"],
  [cells.yesNo, "0", "no"],
  [cells.yesNo, "False", "no"],
  [cells.yesNo, null, ""],
  [cells.yesNo, "maybe", "maybe"],
  [cells.joined(), ["a", 1, null], "a, 1, "],
  [cells.joined("name"), [{ name: "x" }, { id: 2 }], 'x, {"id":2}'],
  [cells.joined(), "alone", "alone"],
])("shows other values to people (%#)", (text, value, expected) => {
  expect(text(value, {}, rome)).toBe(expected);
});
