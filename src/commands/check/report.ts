import { defineCommand, must, one } from "../../cli/command.ts";
import { duration, text } from "../../cli/values.ts";
import type { CheckState, Perfdata } from "../../output/result.ts";
import { shellLine } from "../../shell-words.ts";
import { type NewestReport, newestReport } from "../../systems/rpt/newest-report.ts";
import { inSeconds, levelOf, limits, long } from "./level.ts";

const hour = 3_600_000;

export default defineCommand({
  summary: "Check that a report is made, and not too long ago",
  details:
    "Critical where the newest good report of that name is too old or was never made, or where a newer one failed. " +
    "One in progress says nothing yet.",
  examples: [
    'rptctl check report --name "Authentication by User" --max-age 30d',
    {
      line: 'rptctl check report --name "Daily access" --warn-age 25h --max-age 26h',
      says: "One that was never made",
      exit: 2,
    },
  ],
  effect: "read",
  oneContext: true,
  operands: {},
  flags: {
    name: must(text("NAME"), "the exact DisplayName of the report"),
    "max-age": one(duration, "older is critical (default 26h)"),
    "warn-age": one(duration, "older is a warning (default: as --max-age)"),
  },
  async run(context, { flags }) {
    const crit = flags["max-age"] ?? 26 * hour;
    const bounds = limits(flags["warn-age"] ?? crit, crit, ["--warn-age", "--max-age"]);
    const api = await context.api("rpt");
    const now = context.world.now();
    const good = await newestReport(api, flags.name, "success");
    const failed = await newestReport(api, flags.name, "failed");
    const isFailing = failed !== undefined && failed.ran > (good?.ran ?? Number.NEGATIVE_INFINITY);
    const age = good && Math.max(0, now - good.ran);
    const state: CheckState = isFailing || age === undefined ? "CRITICAL" : levelOf(age, bounds);
    const perfdata: Perfdata = {
      label: "age",
      value: inSeconds(age ?? 0),
      unit: "s",
      warn: inSeconds(bounds.warn),
      crit: inSeconds(crit),
      min: 0,
    };
    const which = (report: NewestReport) =>
      `report ${report.id} of ${long(Math.max(0, now - report.ran))} ago`;
    const last = good === undefined ? "none was ever made" : `the last good one is ${which(good)}`;
    return {
      kind: "check",
      service: "REPORT",
      state,
      text: `${flags.name}: ${isFailing ? `${which(failed)} failed, ` : ""}${last}`,
      perfdata: age === undefined ? [] : [perfdata],
      details: isFailing ? [shellLine`rptctl reports get ${failed.id}`] : [],
    };
  },
});
