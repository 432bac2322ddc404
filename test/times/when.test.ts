import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatLocal } from "../../src/times/local.ts";
import { parseWhen } from "../../src/times/when.ts";

const now = Date.parse("2026-11-22T08:15:30.123Z");
const read = (text: string, timezone = "Europe/Rome", at = now) => parseWhen(text, { now: at, timezone });
const instant = async (text: string, timezone?: string) =>
  new Date((await read(text, timezone)).ms).toISOString();

describe("parseWhen", () => {
  it.each([
    ["now", "2026-11-22T08:15:30.123Z"],
    ["NOW", "2026-11-22T08:15:30.123Z"],
    ["today", "2026-11-21T23:00:00.000Z"],
    ["today 06:00", "2026-11-22T05:00:00.000Z"],
    ["Tomorrow", "2026-11-22T23:00:00.000Z"],
    ["tomorrow 06:00:30.5", "2026-11-23T05:00:30.500Z"],
    ["yesterday 06:00", "2026-11-21T05:00:00.000Z"],
    ["+90m", "2026-11-22T09:45:30.123Z"],
    ["-7d", "2026-11-15T08:15:30.123Z"],
    ["+1w", "2026-11-29T08:15:30.123Z"],
    ["+1d12h", "2026-11-23T20:15:30.123Z"],
    ["+0s", "2026-11-22T08:15:30.123Z"],
    ["-1.5h", "2026-11-22T06:45:30.123Z"],
    ["@1275053400000", "2010-05-28T13:30:00.000Z"],
    ["@0", "1970-01-01T00:00:00.000Z"],
    ["@-1000", "1969-12-31T23:59:59.000Z"],
    ["2027-01-01", "2026-12-31T23:00:00.000Z"],
    ["2027-01-01T06:00", "2027-01-01T05:00:00.000Z"],
    ["2027-01-01t06:00", "2027-01-01T05:00:00.000Z"],
    ["2027-01-01 06:00:07", "2027-01-01T05:00:07.000Z"],
    ["2027-01-01T06:00:07.123456789", "2027-01-01T05:00:07.123Z"],
    ["2027-01-01T06:00:07,5", "2027-01-01T05:00:07.500Z"],
    ["2027-01-01T06:00Z", "2027-01-01T06:00:00.000Z"],
    ["2027-01-01 06:00 z", "2027-01-01T06:00:00.000Z"],
    ["2027-01-01T06:00+02:00", "2027-01-01T04:00:00.000Z"],
    ["2027-01-01T06:00-0330", "2027-01-01T09:30:00.000Z"],
    ["2027-01-01T06:00 +02", "2027-01-01T04:00:00.000Z"],
    ["2027-01-01T06:00[Asia/Tokyo]", "2026-12-31T21:00:00.000Z"],
    ["2027-01-01[Asia/Tokyo]", "2026-12-31T15:00:00.000Z"],
    ["2027-01-01T06:00+09:00[Asia/Tokyo]", "2026-12-31T21:00:00.000Z"],
    ["2027-01-01T06:00Z[Asia/Tokyo]", "2027-01-01T06:00:00.000Z"],
    ["  2027-01-01T06:00Z  ", "2027-01-01T06:00:00.000Z"],
    ["2028-02-29", "2028-02-28T23:00:00.000Z"],
    ["2000-02-29T12:00Z", "2000-02-29T12:00:00.000Z"],
    ["0050-03-01T00:00Z", "0050-03-01T00:00:00.000Z"],
    ["9999-12-31T23:59:59.999Z", "9999-12-31T23:59:59.999Z"],
  ])("reads %j in Rome as %s, without a note", async (text, expected) => {
    expect(await instant(text)).toBe(expected);
    expect((await read(text)).note).toBeUndefined();
  });

  it.each([
    ["", /not a time/],
    ["soon", /"soon" is not a time/],
    ["2027-02-30", /no 2027-02-30 in the calendar/],
    ["2027-02-29T06:00Z", /no 2027-02-29/],
    ["1900-02-29", /no 1900-02-29/],
    ["2027-13-01", /no 2027-13-01/],
    ["2027-00-10", /no 2027-00-10/],
    ["2027-01-00", /no 2027-01-00/],
    ["2027-1-1", /not a time/],
    ["01/02/2027", /not a time/],
    ["20270101", /not a time/],
    ["2027-01-01T24:00", /from 00:00 to 23:59:59/],
    ["2027-01-01T06:60", /from 00:00 to 23:59:59/],
    ["2027-01-01T06:00:60", /from 00:00 to 23:59:59/],
    ["today 25:00", /from 00:00 to 23:59:59/],
    ["2027-01-01T6:00", /not a time/],
    ["2027-01-01T06", /not a time/],
    ["2027-01-01Z", /not a time/],
    ["2027-01-01T06:00+24:00", /no clock is at \+24:00/],
    ["2027-01-01T06:00+01:00[Asia/Tokyo]", /Asia\/Tokyo is not at \+01:00 then, but at \+09:00/],
    ["2027-01-01T06:00[Mars/Base]", /"Mars\/Base" is not a time zone/],
    ["0000-01-01T00:00Z", /outside the years/],
    ["@99999999999999999", /outside the years/],
    ["@1.5", /not a time/],
    ["+99999999999999d", /outside the years/],
    ["-4000000d", /outside the years/],
    ["+99999999999999999999h", /outside the years/],
    ["+1.5d", /no fractions/],
    ["+", /not a time/],
    ["+5", /not a time/],
    ["+1h1d", /not a time/],
  ])("refuses %j", async (text, message) => {
    await expect(read(text)).rejects.toMatchObject({
      code: "usage",
      message: expect.stringMatching(message),
    });
  });

  it.each([
    ["1275053400000", "did you mean @1275053400000?"],
    ["7d", "did you mean +7d (from now) or -7d (ago)?"],
    ["@1705497089045145", "@ takes milliseconds since the epoch: 13 digits today"],
  ])("knows what %s was meant to be", async (text, hint) => {
    await expect(read(text)).rejects.toMatchObject({ hints: expect.arrayContaining([hint]) });
  });

  it("lists the forms where it understands nothing", async () => {
    await expect(read("soon")).rejects.toMatchObject({
      hints: [expect.stringContaining("2027-01-01T06:00"), expect.stringContaining("+90m")],
    });
  });

  it("says that epoch seconds were read as milliseconds", async () => {
    expect(await read("@1275053400")).toEqual({
      ms: 1_275_053_400,
      note:
        "@1275053400 is read as milliseconds, 1970-01-15T18:10:53Z: " +
        "for seconds since the epoch write @1275053400000",
    });
  });
});

describe("clock changes", () => {
  // Zone, what is typed, the instant, and the words of the note where there is one.
  it.each([
    ["Europe/Rome", "2027-03-28T01:59", "2027-03-28T00:59:00.000Z", undefined],
    ["Europe/Rome", "2027-03-28T02:30", "2027-03-28T01:30:00.000Z", "does not exist"],
    ["Europe/Rome", "2027-03-28T03:00", "2027-03-28T01:00:00.000Z", undefined],
    ["Europe/Rome", "2027-10-31T01:59", "2027-10-30T23:59:00.000Z", undefined],
    ["Europe/Rome", "2027-10-31T02:30", "2027-10-31T00:30:00.000Z", "happens twice"],
    ["Europe/Rome", "2027-10-31T02:30+01:00", "2027-10-31T01:30:00.000Z", undefined],
    ["Europe/Rome", "2027-10-31T03:00", "2027-10-31T02:00:00.000Z", undefined],
    ["America/New_York", "2027-03-14T02:15", "2027-03-14T07:15:00.000Z", "does not exist"],
    ["America/New_York", "2027-11-07T01:15", "2027-11-07T05:15:00.000Z", "happens twice"],
    ["Australia/Lord_Howe", "2027-10-03T02:15", "2027-10-02T15:45:00.000Z", "does not exist"],
    ["Australia/Lord_Howe", "2027-10-03T02:30", "2027-10-02T15:30:00.000Z", undefined],
    ["Australia/Lord_Howe", "2027-04-04T01:45", "2027-04-03T14:45:00.000Z", "happens twice"],
    ["Pacific/Apia", "2011-12-29T12:00", "2011-12-29T22:00:00.000Z", undefined],
    ["Pacific/Apia", "2011-12-30T12:00", "2011-12-30T22:00:00.000Z", "does not exist"],
    ["Pacific/Apia", "2011-12-30", "2011-12-30T10:00:00.000Z", "does not exist"],
    ["Pacific/Apia", "2011-12-31", "2011-12-30T10:00:00.000Z", undefined],
    // Midnight is skipped: the day begins at one. Midnight comes twice: the day begins with the first.
    ["America/Sao_Paulo", "2018-11-04", "2018-11-04T03:00:00.000Z", "does not exist"],
    ["America/Havana", "2027-11-07", "2027-11-07T04:00:00.000Z", undefined],
  ])("in %s %s is %s", async (zone, text, expected, note) => {
    const when = await read(text, zone);
    expect(new Date(when.ms).toISOString()).toBe(expected);
    if (note === undefined) expect(when.note).toBeUndefined();
    else expect(when.note).toContain(note);
  });

  it("says what it decided, and the other reading", async () => {
    expect((await read("2027-03-28T02:30")).note).toBe(
      "2027-03-28T02:30 does not exist in Europe/Rome, where clocks skip it: taken as 2027-03-28T03:30:00+02:00",
    );
    expect((await read("2027-10-31 02:30")).note).toBe(
      "2027-10-31T02:30 happens twice in Europe/Rome: taken as the first, 2027-10-31T02:30:00+02:00 " +
        "(the second is 2027-10-31T02:30:00+01:00)",
    );
  });

  it.each([
    // From noon before the change to noon after it: 23 or 25 hours later. Hours are hours.
    ["Europe/Rome", "2027-03-27T12:00:00+01:00", "+1d", "2027-03-28T12:00:00+02:00"],
    ["Europe/Rome", "2027-03-27T12:00:00+01:00", "+24h", "2027-03-28T13:00:00+02:00"],
    ["Europe/Rome", "2027-10-30T12:00:00+02:00", "+1d", "2027-10-31T12:00:00+01:00"],
    ["Europe/Rome", "2027-11-03T12:00:00+01:00", "-1w", "2027-10-27T12:00:00+02:00"],
    ["Europe/Rome", "2027-03-27T02:30:00+01:00", "+1d", "2027-03-28T03:30:00+02:00"],
    ["Europe/Rome", "2027-03-27T02:30:00+01:00", "+1d30m", "2027-03-28T04:00:00+02:00"],
    ["Australia/Lord_Howe", "2027-10-02T12:00:00+10:30", "+1d", "2027-10-03T12:00:00+11:00"],
    ["Europe/Rome", "2027-10-31T02:30:00+01:00", "+0h", "2027-10-31T02:30:00+01:00"],
  ])("in %s, at %s, %s is %s", async (zone, at, text, expected) => {
    expect(formatLocal((await read(text, zone, Date.parse(at))).ms, zone)).toBe(expected);
  });

  it("names the day by the zone's own calendar", async () => {
    const lateInUtc = Date.parse("2026-12-31T23:30:00Z");
    expect(new Date((await read("today", "Asia/Tokyo", lateInUtc)).ms).toISOString()).toBe(
      "2026-12-31T15:00:00.000Z",
    );
    expect(new Date((await read("today", "UTC", lateInUtc)).ms).toISOString()).toBe(
      "2026-12-31T00:00:00.000Z",
    );
  });
});

describe("formatLocal", () => {
  it.each([
    [Date.parse("2027-01-01T05:00:00Z"), "Europe/Rome", "2027-01-01T06:00:00+01:00"],
    [Date.parse("2027-07-01T05:00:00Z"), "Europe/Rome", "2027-07-01T07:00:00+02:00"],
    [Date.parse("2027-01-01T00:00:00Z"), "UTC", "2027-01-01T00:00:00Z"],
    [Date.parse("2027-01-01T00:00:00Z"), "America/St_Johns", "2026-12-31T20:30:00-03:30"],
    [Date.parse("2027-01-01T00:00:00Z"), "Asia/Kathmandu", "2027-01-01T05:45:00+05:45"],
    [-1, "UTC", "1969-12-31T23:59:59Z"],
    [999, "UTC", "1970-01-01T00:00:00Z"],
    [Date.parse("0050-06-01T00:00:00Z"), "UTC", "0050-06-01T00:00:00Z"],
    [Date.parse("1800-01-01T00:00:00Z"), "Europe/Rome", "1800-01-01T00:49:56+00:49:56"],
    [8.64e15, "Europe/Rome", "+275760-09-13T00:00:00Z"],
    [Number.NaN, "UTC", "invalid date"],
    [Number.POSITIVE_INFINITY, "UTC", "invalid date"],
  ])("writes %d in %s as %s", (milliseconds, zone, text) => {
    expect(formatLocal(milliseconds, zone)).toBe(text);
  });

  const zones = [
    "UTC",
    "Europe/Rome",
    "America/New_York",
    "Australia/Lord_Howe",
    "Pacific/Apia",
    "Asia/Kathmandu",
  ];
  const seconds = fc.integer({ min: Date.parse("1000-01-01") / 1000, max: Date.parse("9000-01-01") / 1000 });

  it("writes what parseWhen reads back as the same second, in any zone", async () => {
    await fc.assert(
      fc.asyncProperty(
        seconds,
        fc.constantFrom(...zones),
        fc.constantFrom(...zones),
        async (second, zone, other) => {
          expect((await read(formatLocal(second * 1000, zone), other)).ms).toBe(second * 1000);
        },
      ),
    );
  });

  it("gives back the local time that was typed, wherever that time exists", async () => {
    const minutes = fc.integer({
      min: Date.parse("1990-01-01") / 60_000,
      max: Date.parse("2100-01-01") / 60_000,
    });
    await fc.assert(
      fc.asyncProperty(minutes, fc.constantFrom(...zones), async (minute, zone) => {
        const typed = new Date(minute * 60_000).toISOString().slice(0, 16);
        const when = await read(typed, zone);
        if (when.note?.includes("does not exist") !== true) {
          expect(formatLocal(when.ms, zone)).toMatch(new RegExp(`^${typed}:00`));
        }
      }),
    );
  });
});
