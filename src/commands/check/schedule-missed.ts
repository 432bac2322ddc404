import { defineCommand, one } from "../../cli/command.ts";
import { duration } from "../../cli/values.ts";
import { counted } from "../../counted.ts";
import { shellLine } from "../../shell-words.ts";
import { plannedRuns } from "../../systems/rpt/calendar.ts";
import { missedRuns, usualGrace } from "../../systems/rpt/missed.ts";
import { textOf } from "../../systems/rpt/records.ts";
import { inSeconds, long } from "./level.ts";

const day = 86_400_000;

export default defineCommand({
  summary: "Check that no planned run of a report was missed",
  details:
    "A run that was due and is still in the calendar was not begun: critical. " +
    "The server's clock counts.",
  examples: ["rptctl check schedule-missed", "rptctl check schedule-missed --grace 1h --within 2d"],
  effect: "read",
  oneContext: true,
  operands: {},
  flags: {
    grace: one(duration, "how late a run may begin (default 15m)"),
    within: one(duration, "how far to look back (default 7d)"),
  },
  async run(context, { flags }) {
    const grace = flags.grace ?? usualGrace;
    const within = Math.max(flags.within ?? 7 * day, grace);
    const from = context.world.now() - within;
    const to = context.world.now();
    const { rows, now } = await plannedRuns(await context.api("rpt"), { from, to }, context.world.now);
    const missed = missedRuns(rows, now, grace);
    const most = missed[0]?.late ?? 0;
    const text =
      missed.length === 0
        ? `no run missed in the last ${long(within)}`
        : `${counted(missed.length, "run")} missed, the first one ${long(most)} ago`;
    return {
      kind: "check",
      service: "SCHEDULE-MISSED",
      state: missed.length > 0 ? "CRITICAL" : "OK",
      text,
      perfdata: [
        { label: "missed", value: missed.length, crit: 0, min: 0 },
        { label: "late", value: inSeconds(most), unit: "s", crit: inSeconds(grace), min: 0 },
      ],
      details: missed.map(({ value, late }) => {
        const name = textOf(value, "ScheduleDisplayName") ?? "a schedule";
        const look = shellLine`rptctl sched get ${textOf(value, "ScheduleID") ?? "SCHED"}`;
        return `${name} was due ${long(late)} ago: ${look}`;
      }),
    };
  },
});
