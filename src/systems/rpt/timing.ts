import { defined } from "../../defined.ts";
import { usage } from "../../errors.ts";
import { type Json, member } from "./records.ts";

export const repeatUnits = ["DAY", "WEEK", "MONTH"] as const;

/** How often; `NONE` is once, at the start (13.4.4). */
export interface Repeat {
  readonly number: number;
  readonly unit: (typeof repeatUnits)[number] | "NONE";
}

/** When a schedule runs; milliseconds since the epoch. Undefined is left as it is. */
export interface TimingWishes {
  readonly start: number | undefined;
  readonly every: Repeat | undefined;
  readonly end: number | undefined;
}

/** `2weeks`, `1month`, `day`, `none`; undefined for anything else. */
export function readRepeat(typed: string): Repeat | undefined {
  if (/^none$/i.test(typed)) return { number: 1, unit: "NONE" };
  const [, count = "1", word] = /^(\d{1,4})?\s*(day|week|month)s?$/i.exec(typed) ?? [];
  const unit = repeatUnits.find((each) => each === word?.toUpperCase());
  return unit === undefined || Number(count) === 0 ? undefined : { number: Number(count), unit };
}

/**
 * The `Schedule` member of a schedule: what is wished, over what it is.
 * @throws Fault usage without a start, with an end before it, and with an end of what does not repeat.
 */
export function timing(before: Json, { start, every, end }: TimingWishes): Json {
  const given = start ?? every ?? end;
  const StartDate = start ?? member(before, "StartDate");
  if (StartDate === undefined) throw usage("when is it to run?", "give --start WHEN");
  const unit = every?.unit ?? String(member(before, "RepeatUnit") ?? "NONE").toUpperCase();
  if (unit === "NONE") {
    if (end !== undefined) throw usage("--end is for what repeats", "give --every N(day|week|month)");
    // An end that it may have means nothing, and need not fit to the new start.
    const { EndDate, ...rest } = before;
    const isWhole = given === undefined && member(before, "RepeatUnit") !== undefined;
    return isWhole ? before : { ...rest, StartDate, RepeatNumber: 1, RepeatUnit: "NONE" };
  }
  const EndDate = end ?? member(before, "EndDate");
  if (EndDate !== undefined && Number(EndDate) < Number(StartDate)) {
    throw usage(
      start === undefined || end !== undefined ? "--end is before the start" : "--start is after the end",
      end === undefined ? "give --end WHEN too" : "give a later --end",
    );
  }
  return {
    ...before,
    StartDate,
    RepeatNumber: every?.number ?? member(before, "RepeatNumber") ?? 1,
    RepeatUnit: unit,
    ...defined({ EndDate }),
  };
}
