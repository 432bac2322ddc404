import { defineCommand, must, operand } from "../../../cli/command.ts";
import { signedDuration, when } from "../../../cli/values.ts";
import { usage } from "../../../errors.ts";
import { findSchedule } from "../../../systems/rpt/find-schedule.ts";
import { plannedRun, shiftRuns } from "../../../systems/rpt/planned-runs.ts";
import { formatDuration } from "../../../times/duration.ts";
import { formatLocal } from "../../../times/local.ts";
import { scheduleId } from "../../ids.ts";
import { inDefinition } from "./flags.ts";

export default defineCommand({
  summary: "Move all planned runs of a schedule",
  details:
    "--run is the planned run that --by is told of; all of them move by as much. rptctl rpt calendar shows the planned runs.",
  examples: [
    'rptctl sched shift d8bc5cbb-0cdf-b043-38ee-f0c5df2e6203 --run "tomorrow 02:30" --by 2h',
    'rptctl sched shift d8bc5cbb-0cdf-b043-38ee-f0c5df2e6203 --run "tomorrow 02:30" --by=-1d --dry-run',
  ],
  effect: "write",
  operands: { id: operand(scheduleId, "the schedule's id") },
  flags: {
    run: must(when, "one of its planned runs"),
    by: must(signedDuration, "how far, back with a minus"),
    def: inDefinition,
  },
  async run(context, { operands, flags }) {
    if (flags.by === 0) throw usage("--by 0 moves nothing");
    const api = await context.api("rpt");
    const place = await findSchedule(api, operands.id, flags.def);
    const run = await plannedRun(api, place.id, flags.run, context.timezone);
    const response = await shiftRuns(api, place, run, flags.by);
    const to = formatLocal(run + flags.by, context.timezone);
    const note = `Moved the runs of schedule ${place.id} by ${formatDuration(flags.by)}: this one to ${to}.`;
    return { kind: "written", items: [{ id: place.id, response }], several: false, note };
  },
});
