import type { Temporal } from "temporal-polyfill";
import { formatLocal } from "./local.ts";

/** A date on a calendar, and a time on a clock of some place. */
export interface Wall {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  /** Absent: the day's first moment, which is not midnight everywhere on every day. */
  readonly time?: Time;
}

export interface Time {
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly millisecond: number;
}

/** An instant, in milliseconds since the epoch. */
export interface When {
  readonly ms: number;
  /** What was decided on the reader's behalf: a local time that does not exist, or that happens twice. */
  readonly note?: string;
}

/** Loaded only here, and only once a local time has to be placed: most commands never need it. */
const temporal = async () => (await import("temporal-polyfill")).Temporal;

/**
 * The instant of a local date and time. A time that a clock change skips is moved on by what was skipped; of a time that
 * happens twice the first is taken: what calendars do, and a note says so each time.
 */
export async function instantOf(wall: Wall, timezone: string): Promise<When> {
  const { PlainDate } = await temporal();
  const date = PlainDate.from({ year: wall.year, month: wall.month, day: wall.day }, { overflow: "reject" });
  if (wall.time !== undefined) return placed(date.toPlainDateTime(wall.time), timezone);
  const ms = date.toZonedDateTime(timezone).epochMilliseconds;
  const midnight = date.toPlainDateTime();
  return { ms, ...noteOfGap(midnight, ms, timezone) };
}

/** The calendar day in a zone that is so many days from now: `today` is 0. */
export async function dayFrom(now: number, days: number, timezone: string): Promise<Wall> {
  const { Instant } = await temporal();
  const today = Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(timezone).toPlainDate();
  const { year, month, day } = today.add({ days });
  return { year, month, day };
}

/** The same time of day so many calendar days away: across a clock change that is not a multiple of 24 hours. */
export async function daysFrom(now: number, days: number, timezone: string): Promise<When> {
  const { Instant } = await temporal();
  const here = Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(timezone).toPlainDateTime();
  return placed(here.add({ days }), timezone);
}

function placed(wall: Temporal.PlainDateTime, timezone: string): When {
  const first = wall.toZonedDateTime(timezone, { disambiguation: "earlier" }).epochMilliseconds;
  const second = wall.toZonedDateTime(timezone, { disambiguation: "later" }).epochMilliseconds;
  if (first === second) return { ms: first };
  const gap = noteOfGap(wall, second, timezone);
  if (gap !== undefined) return { ms: second, ...gap };
  const twice = `${said(wall)} happens twice in ${timezone}`;
  return {
    ms: first,
    note: `${twice}: taken as the first, ${formatLocal(first, timezone)} (the second is ${formatLocal(second, timezone)})`,
  };
}

function noteOfGap(
  wanted: Temporal.PlainDateTime,
  ms: number,
  timezone: string,
): { note: string } | undefined {
  const got = formatLocal(ms, timezone);
  if (got.startsWith(wanted.toString({ smallestUnit: "second" }))) return undefined;
  return { note: `${said(wanted)} does not exist in ${timezone}, where clocks skip it: taken as ${got}` };
}

function said(wall: Temporal.PlainDateTime): string {
  return wall.toString({ smallestUnit: wall.second === 0 ? "minute" : "second" });
}
