/** Formatters are slow to make, so there is one for each zone, made when it is first needed. */
const formatters = new Map<string, Intl.DateTimeFormat>();

/** What local clocks of an IANA zone are ahead of UTC, in milliseconds, at an instant of whole seconds. */
export function offsetAt(seconds: number, timezone: string): number {
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
