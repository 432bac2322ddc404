const formatters = new Map<string, Intl.DateTimeFormat>();

/** The years that four digits can write, in epoch milliseconds: the first moment of 0001 and the last of 9999, in UTC. */
export const earliest = -62_135_596_800_000;
export const latest = 253_402_300_799_999;

/**
 * An instant as people of a zone read it: `2027-01-01T06:00:00+01:00`. Milliseconds are cut off. Outside the years 1 to
 * 9999 the instant is shown in UTC as JavaScript does; what is no instant at all gives `invalid date`.
 */
export function formatLocal(milliseconds: number, timezone: string): string {
  if (!(Math.abs(milliseconds) <= 8.64e15)) return "invalid date";
  const seconds = Math.floor(milliseconds / 1000) * 1000;
  // A day off either end: local time may be in the neighbouring year, whose digits this cannot read.
  if (seconds < earliest + 86_400_000 || seconds > latest - 86_400_000)
    return new Date(seconds).toISOString();
  const offset = offsetAt(seconds, timezone);
  return `${new Date(seconds + offset).toISOString().slice(0, 19)}${offsetText(offset)}`;
}

/** What local clocks are ahead of UTC, in milliseconds, at an instant of whole seconds. */
function offsetAt(seconds: number, timezone: string): number {
  let formatter = formatters.get(timezone);
  if (formatter === undefined) {
    // The parts are read by their place in `01/31/2027, 06:00:00`, which is several times as fast as formatToParts.
    formatter = new Intl.DateTimeFormat("en-US", {
      timeZone: timezone,
      calendar: "gregory",
      numberingSystem: "latn",
      hourCycle: "h23",
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
      hour: "2-digit",
      minute: "2-digit",
      second: "2-digit",
    });
    formatters.set(timezone, formatter);
  }
  const [date = "", time = ""] = formatter.format(seconds).split(", ");
  const [month, day, year] = date.split("/");
  const wall = new Date(0);
  // Not Date.UTC, which takes the year 50 for 1950.
  wall.setUTCFullYear(Number(year), Number(month) - 1, Number(day));
  wall.setUTCHours(Number(time.slice(0, 2)), Number(time.slice(3, 5)), Number(time.slice(6, 8)));
  return wall.getTime() - seconds;
}

/** `+01:00`; with seconds (`+00:49:56`) where clocks followed the sun, before standard time. */
function offsetText(milliseconds: number): string {
  const sign = milliseconds < 0 ? "-" : "+";
  const clock = new Date(Math.abs(milliseconds)).toISOString().slice(11, 19);
  return sign + (clock.endsWith(":00") ? clock.slice(0, 5) : clock);
}
