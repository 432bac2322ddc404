/** A `Date` header tells seconds, and an answer is under way for a while: so much says nothing. */
const tolerance = 2000;

/**
 * What time it is at the server, by the `Date` of an answer that has just come, since schedules go by its clock; one's own
 * clock where they agree, or where the answer has no date. Milliseconds since the epoch.
 */
export function serverTime(headers: Readonly<Record<string, string>>, now: number): number {
  const said = Date.parse(headers.date ?? "");
  return Number.isNaN(said) || Math.abs(said - now) <= tolerance ? now : said;
}
