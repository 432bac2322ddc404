import { withOffset } from "../times/local.ts";
import { offsetAt } from "../times/offset.ts";

const minute = 60_000;
const quarter = 15 * minute;
const day = 96 * quarter;
const firstZones = Date.UTC(1900, 0, 1);

/** `2026-11-22T08:30:00+01:00`, for an IANA zone or, where that is empty, the machine's own; undefined for what is no time. */
export function localTimeText(milliseconds: number, timezone: string): string | undefined {
  if (!Number.isFinite(milliseconds) || Math.abs(milliseconds) > 8.64e15) return undefined;
  const offset = minutesAt(milliseconds, timezone);
  if (Math.abs(milliseconds + offset * minute) > 8.64e15) return undefined;
  return withOffset(milliseconds, offset * minute);
}

/**
 * Minutes that a zone is ahead of UTC then. The engine is slow to ask, and tables have thousands of times: a day that begins and ends
 * with one offset has it all along, and in the others each quarter of an hour has one, which is when zones change.
 */
function minutesAt(milliseconds: number, timezone: string): number {
  // Before zones were agreed on there is only UTC to go by.
  if (timezone === "UTC" || milliseconds < firstZones) return 0;
  if (timezone === "") return -new Date(milliseconds).getTimezoneOffset();
  const midnight = Math.floor(milliseconds / day) * day;
  const minutes = minutesFrom(timezone, midnight);
  if (minutes === minutesFrom(timezone, midnight + day)) return minutes;
  return minutesFrom(timezone, Math.floor(milliseconds / quarter) * quarter);
}

const known = new Map<string, Map<number, number>>();

function minutesFrom(timezone: string, start: number): number {
  let ofZone = known.get(timezone);
  if (ofZone === undefined) {
    ofZone = new Map();
    known.set(timezone, ofZone);
  }
  let minutes = ofZone.get(start);
  if (minutes === undefined) {
    minutes = Math.floor(offsetAt(start, timezone) / minute);
    ofZone.set(start, minutes);
  }
  return minutes;
}
