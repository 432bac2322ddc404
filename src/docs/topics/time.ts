import { type Block, code, entries, paragraph, section } from "../blocks.ts";

/** `rptctl help time`. */
export function timeTopic(): readonly Block[] {
  return [
    section("WHEN"),
    paragraph("A point in time, as --from, --to, --start and --run take it:"),
    entries([
      ["2027-01-01T06:00Z", "ISO 8601; +02:00 in place of Z is another offset, [Europe/Rome] a zone"],
      ["2027-01-01T06:00", "in the local zone; a date alone is its midnight"],
      ["now, today, yesterday", 'also tomorrow; with a time: "today 06:00"'],
      ["+90m, -7d", "from now on, or back"],
      ["@1275053400000", "milliseconds since 1970, as the reporting server writes them"],
    ]),
    section("DURATION"),
    paragraph(
      `500ms, 90s, 15m, 2h, 7d, 1w, and several together: 1h30m. Where a length of time shifts something, a sign says in
      which direction; behind a flag write --by=-1d, for -1d alone would be taken for a flag.`,
    ),
    section("Zones"),
    paragraph(
      `The local zone is that of --timezone, else RPTCTL_TIMEZONE, the context, config.yaml, TZ or the machine. A day of
      "+1d" or of a schedule is a day of the calendar, also where the clocks change; a local time that does not exist is
      moved on, with a note.`,
    ),
    section("How times are shown"),
    paragraph(
      `Tables show 2026-11-22T08:30:00+01:00, in the local zone. All other formats leave times as the system writes them,
      be they milliseconds, microseconds or text: what a program reads is the system's own.`,
    ),
    code(`
rptctl rpt calendar --from today --to +7d
rptctl rpt calendar --from today --to +7d --timezone America/New_York
`),
  ];
}
