import { offsetAt } from "./offset.ts";

/** The years that four digits can write, in epoch milliseconds: the first moment of 0001 and the last of 9999, in UTC. */
export const earliest = -62_135_596_800_000;
export const latest = 253_402_300_799_999;

/**
 * An instant as people of a zone read it: `2027-01-01T06:00:00+01:00`, or `2027-01-01T05:00:00Z` where that is UTC's own time. Milliseconds
 * are cut off. Outside the years 1 to 9999 the instant is shown in UTC; what is no instant at all gives `invalid date`.
 */
export function formatLocal(milliseconds: number, timezone: string): string {
  if (!(Math.abs(milliseconds) <= 8.64e15)) return "invalid date";
  const seconds = Math.floor(milliseconds / 1000) * 1000;
  // A day off either end: local time may be in the neighbouring year, whose digits this cannot read.
  if (seconds < earliest + 86_400_000 || seconds > latest - 86_400_000) return withOffset(seconds, 0);
  return withOffset(seconds, offsetAt(seconds, timezone));
}

/** The one form that times have for people, of an instant and what local clocks are ahead of UTC then, both in milliseconds. */
export function withOffset(milliseconds: number, offset: number): string {
  const local = new Date(milliseconds + offset).toISOString().slice(0, -".000Z".length);
  return local + (offset === 0 ? "Z" : offsetText(offset));
}

/** `+01:00`; with seconds (`+00:49:56`) where clocks followed the sun, before standard time. */
function offsetText(milliseconds: number): string {
  const sign = milliseconds < 0 ? "-" : "+";
  const clock = new Date(Math.abs(milliseconds)).toISOString().slice(11, 19);
  return sign + (clock.endsWith(":00") ? clock.slice(0, 5) : clock);
}
