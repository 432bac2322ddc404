export const repeatUnits = ["NONE", "DAY", "WEEK", "MONTH"] as const;
export type RepeatUnit = (typeof repeatUnits)[number];

/** The `Schedule` object of a schedule (13.4.4): times in milliseconds since the epoch, days and months by UTC. */
export interface Timing {
  readonly StartDate: number;
  /** NONE runs once, at StartDate; nothing else of it has a meaning then. */
  readonly RepeatUnit: RepeatUnit;
  readonly RepeatNumber?: number;
  /** Inclusive. Without it there is no last run. */
  readonly EndDate?: number;
}

const days = { DAY: 1, WEEK: 7, MONTH: 31 } as const;
const dayMs = 86_400_000;

/** When the run of that number (the first is 0) is due; undefined beyond the last. */
export function runAt(timing: Timing, number: number): number | undefined {
  const { StartDate, RepeatUnit, RepeatNumber = 1, EndDate = Number.POSITIVE_INFINITY } = timing;
  if (RepeatUnit === "NONE") return number === 0 ? StartDate : undefined;
  const at = RepeatUnit === "MONTH" ? addMonths(StartDate, number * RepeatNumber) : addDays(timing, number);
  // Far out, dates end: no run is beyond them.
  return at <= EndDate ? at : undefined;
}

/** The number of the first run at that instant or after it; it may lie beyond the last. */
export function firstRunFrom(timing: Timing, instant: number): number {
  if (timing.RepeatUnit === "NONE") return timing.StartDate >= instant ? 0 : 1;
  const { RepeatUnit, RepeatNumber = 1, StartDate } = timing;
  const longest = days[RepeatUnit] * RepeatNumber * dayMs;
  let number = Math.max(0, Math.floor((instant - StartDate) / longest));
  while ((runAt(timing, number) ?? Number.POSITIVE_INFINITY) < instant) number += 1;
  return number;
}

function addDays({ StartDate, RepeatUnit, RepeatNumber = 1 }: Timing, number: number): number {
  return StartDate + number * RepeatNumber * (RepeatUnit === "WEEK" ? 7 : 1) * dayMs;
}

/** The same day and time so many months on; the last day of a month that has no such day. */
function addMonths(start: number, months: number): number {
  const date = new Date(start);
  const day = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() + months);
  const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  date.setUTCDate(Math.min(day, last));
  return date.getTime();
}
