import { defineCommand, one } from "../../cli/command.ts";
import { integer, when } from "../../cli/values.ts";
import { usage } from "../../errors.ts";
import { inOneBatch } from "../../rows/row.ts";
import { plannedRuns } from "../../systems/rpt/calendar.ts";
import { calendarColumns, calendarTable } from "../../systems/rpt/calendar-columns.ts";
import { icsOf } from "../../systems/rpt/ics.ts";

export default defineCommand({
  summary: "Show the planned runs, in their order",
  details:
    "A table groups them by day and marks what runs within the hour. -o ics makes a calendar file of them, for calendars to import " +
    "or to subscribe to.",
  examples: [
    "rptctl rpt calendar --next 10",
    "rptctl rpt calendar --from today --to +7d",
    "rptctl rpt calendar --to +4w -o ics > runs.ics",
  ],
  effect: "read",
  operands: {},
  formats: ["ics"],
  flags: {
    from: one(when, "runs at this time or later"),
    to: one(when, "runs at this time or earlier"),
    next: one(integer("N", 1), "the next N runs", { excludes: ["from", "to"] }),
  },
  async run(context, { flags }) {
    const { from, to } = flags;
    if (from !== undefined && to !== undefined && from > to) throw usage("--from is after --to");
    // No more than --limit are wanted: where no time is given, none need be sent.
    const next = flags.next ?? (from === undefined && to === undefined ? context.limit : undefined);
    const api = await context.api("rpt");
    const { rows, now } = await plannedRuns(api, { from, to, next }, context.world.now);
    if (context.format === "ics") {
      const { version, now: own } = context.world;
      const runs = rows.slice(0, context.limit).map(({ value }) => value);
      return { kind: "text", text: icsOf(runs, `rptctl ${version}`, own()) };
    }
    return {
      kind: "list",
      rows: inOneBatch(rows),
      columns: context.format === "table" ? calendarTable(now) : calendarColumns,
      id: "ScheduleID",
      empty: "No runs are planned.",
    };
  },
});
