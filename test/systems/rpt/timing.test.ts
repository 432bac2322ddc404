import { describe, expect, it } from "vitest";
import { Fault } from "../../../src/errors.ts";
import { readRepeat, timing } from "../../../src/systems/rpt/timing.ts";

const nothing = { start: undefined, every: undefined, end: undefined };
const weekly = { StartDate: 10, RepeatNumber: 1, RepeatUnit: "WEEK", EndDate: 90 };
const once = { StartDate: 10, RepeatNumber: 1, RepeatUnit: "NONE", EndDate: 5 };

describe("RepeatUnit and RepeatNumber (13.4.4)", () => {
  it.each([
    ["1day", 1, "DAY"],
    ["2weeks", 2, "WEEK"],
    ["12 months", 12, "MONTH"],
    ["Month", 1, "MONTH"],
    ["none", 1, "NONE"],
  ])("%s", (typed, number, unit) => {
    expect(readRepeat(typed)).toEqual({ number, unit });
  });

  it.each(["0day", "-1day", "1.5day", "1year", "day1", "", "99999day", "1d"])("not %j", (typed) => {
    expect(readRepeat(typed)).toBeUndefined();
  });
});

describe("the Schedule member (13.4.12, 13.4.16)", () => {
  const week = { number: 2, unit: "WEEK" } as const;
  const none = { number: 1, unit: "NONE" } as const;
  it.each([
    [
      "runs once where nothing repeats",
      {},
      { ...nothing, start: 7 },
      { StartDate: 7, RepeatNumber: 1, RepeatUnit: "NONE" },
    ],
    [
      "repeats",
      {},
      { start: 7, every: week, end: 9 },
      { StartDate: 7, RepeatNumber: 2, RepeatUnit: "WEEK", EndDate: 9 },
    ],
    [
      "runs once where a file says no more than when",
      { StartDate: 7 },
      nothing,
      { StartDate: 7, RepeatNumber: 1, RepeatUnit: "NONE" },
    ],
    ["stays as it is", weekly, nothing, weekly],
    ["stays as it is, with an end that means nothing", once, nothing, once],
    ["keeps what is not named", weekly, { ...nothing, start: 20 }, { ...weekly, StartDate: 20 }],
    [
      "keeps what it does not know",
      { ...weekly, Own: 1 },
      { ...nothing, end: 99 },
      { ...weekly, Own: 1, EndDate: 99 },
    ],
    [
      "stops repeating",
      weekly,
      { ...nothing, every: none },
      { StartDate: 10, RepeatNumber: 1, RepeatUnit: "NONE" },
    ],
    [
      "begins to repeat",
      { ...once, EndDate: 50 },
      { ...nothing, every: week },
      { StartDate: 10, RepeatNumber: 2, RepeatUnit: "WEEK", EndDate: 50 },
    ],
    [
      "has its unit in capitals",
      { StartDate: 10, RepeatUnit: "week" },
      nothing,
      { StartDate: 10, RepeatNumber: 1, RepeatUnit: "WEEK" },
    ],
  ])("%s", (_, before, wishes, after) => {
    expect(timing(before, wishes)).toEqual(after);
  });

  it.each([
    [{}, nothing, "when is it to run?"],
    [{}, { ...nothing, start: 7, end: 9 }, "--end is for what repeats"],
    [once, { ...nothing, end: 99 }, "--end is for what repeats"],
    [weekly, { ...nothing, end: 9 }, "--end is before the start"],
    [weekly, { ...nothing, start: 91 }, "--start is after the end"],
    [{}, { start: 7, every: week, end: 6 }, "--end is before the start"],
  ])("%j with %j is refused", (before, wishes, message) => {
    expect(() => timing(before, wishes)).toThrow(Fault);
    expect(() => timing(before, wishes)).toThrow(message);
  });
});
