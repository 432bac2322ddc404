import { defineCommand, must, operand } from "../../../cli/command.ts";
import { when } from "../../../cli/values.ts";
import { findSchedule } from "../../../systems/rpt/find-schedule.ts";
import { plannedRun, skipRun } from "../../../systems/rpt/planned-runs.ts";
import { formatLocal } from "../../../times/local.ts";
import { scheduleId } from "../../ids.ts";
import { inDefinition } from "./flags.ts";

export default defineCommand({
  summary: "Leave out one planned run of a schedule",
  details: "The other runs stay as they are. rptctl rpt calendar shows the planned runs.",
  examples: [
    'rptctl sched skip d8bc5cbb-0cdf-b043-38ee-f0c5df2e6203 --run "tomorrow 02:30"',
    'rptctl sched skip d8bc5cbb-0cdf-b043-38ee-f0c5df2e6203 --run "tomorrow 02:30" --def "Authentication by User" --dry-run',
  ],
  effect: "write",
  operands: { id: operand(scheduleId, "the schedule's id") },
  flags: { run: must(when, "the planned run to leave out"), def: inDefinition },
  async run(context, { operands, flags }) {
    const api = await context.api("rpt");
    const place = await findSchedule(api, operands.id, flags.def);
    const run = await plannedRun(api, place.id, flags.run, context.timezone);
    const response = await skipRun(api, place, run);
    const note = `Schedule ${place.id} leaves out its run of ${formatLocal(run, context.timezone)}.`;
    return { kind: "written", items: [{ id: place.id, response }], several: false, note };
  },
});
