/**
 * When the day begins in the time zone that is `days` days from that of `now`; milliseconds since the epoch. Days of 23 and
 * 25 hours are as long as they are.
 */
export function midnight(now: number, timeZone: string, days: number): number {
  const local = now + offsetAt(now, timeZone);
  const wanted = (Math.floor(local / day) + days) * day;
  // The offset of that midnight itself, which may differ from today's; twice, for it is asked by instant.
  const guess = wanted - offsetAt(wanted, timeZone);
  return wanted - offsetAt(guess, timeZone);
}

const day = 86_400_000;

/** How far the zone's clocks are ahead of UTC at that instant, in milliseconds. */
function offsetAt(instant: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat("en-US", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  }).formatToParts(instant);
  const part = (type: string) => Number(parts.find((each) => each.type === type)?.value);
  const wall = Date.UTC(
    part("year"),
    part("month") - 1,
    part("day"),
    part("hour"),
    part("minute"),
    part("second"),
  );
  return wall - Math.floor(instant / 1000) * 1000;
}
