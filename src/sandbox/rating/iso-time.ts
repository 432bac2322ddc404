const shape =
  /^(\d{4})(?:(?:-(\d{1,2})|(\d{2})(?!$))(?:(?:-(\d{1,2})|(\d{2}))(?:[ T](\d{2})(?::?(\d{2}))?(?::?(\d{1,2})(?:[.,](\d+))?)?(Z|([+-])(\d{2})(?::?(\d{2}))?)?)?)?)?$/;

/**
 * The instant that CloudKitty reads out of an ISO 8601 text, in whole seconds, as it prints it; undefined where it
 * refuses. Without a zone it is UTC; a date alone, a month alone and a year alone will do; `z` and `t` will not.
 */
export function readIsoTime(text: unknown): string | undefined {
  const match = typeof text === "string" ? shape.exec(text) : null;
  if (match === null) return undefined;
  const [, year, dashMonth, month, dashDay, day, hour, minute, second, , , sign, zoneHours, zoneMinutes] =
    match;
  const parts = [
    Number(year),
    Number(dashMonth ?? month ?? 1),
    Number(dashDay ?? day ?? 1),
    Number(hour ?? 0),
    Number(minute ?? 0),
    Number(second ?? 0),
  ] as const;
  const local = utc(...parts);
  if (local === undefined) return undefined;
  const zone = (Number(zoneHours ?? 0) * 60 + Number(zoneMinutes ?? 0)) * (sign === "-" ? -1 : 1);
  return printTime(local - zone * 60_000);
}

/** `2024-05-01T00:00:00+00:00`: how a CloudKitty in UTC prints an instant given in milliseconds. */
export function printTime(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace(/\.\d+Z$/, "+00:00");
}

/** Undefined where one of the parts does not exist, as the 13th month. */
function utc(year: number, month: number, day: number, hour: number, minute: number, second: number) {
  const date = new Date(0);
  // Not Date.UTC: it takes the years 0 to 99 for 19xx.
  date.setUTCFullYear(year, month - 1, day);
  date.setUTCHours(hour, minute, second);
  const same = date.getUTCMonth() === month - 1 && date.getUTCDate() === day && date.getUTCHours() === hour;
  return same && date.getUTCMinutes() === minute && date.getUTCSeconds() === second && year > 0
    ? date.getTime()
    : undefined;
}
