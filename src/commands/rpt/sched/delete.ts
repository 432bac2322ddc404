import { defineCommand, operands as someOperands } from "../../../cli/command.ts";
import { counted } from "../../../counted.ts";
import { schedules } from "../../../systems/rpt/endpoints.ts";
import { findSchedules } from "../../../systems/rpt/find-schedule.ts";
import { atSchedules } from "../../../systems/rpt/schedules.ts";
import { scheduleId } from "../../ids.ts";
import { inDefinition } from "./flags.ts";

export default defineCommand({
  summary: "Delete schedules, with their planned runs",
  details: "Reports that were made stay.",
  examples: [
    "rptctl sched delete d8bc5cbb-0cdf-b043-38ee-f0c5df2e6203 --yes",
    'rptctl sched list --def "Authentication by User" -o id | xargs rptctl sched delete -y --def "Authentication by User"',
  ],
  effect: "write",
  sees: { things: "rpt/schedules", gone: true },
  operands: { ids: someOperands(scheduleId, "the schedules' ids") },
  flags: { def: inDefinition },
  async run(context, { operands, flags }) {
    const api = await context.api("rpt");
    const { found, missing } = await findSchedules(api, operands.ids, flags.def);
    if (context.dryRun && found.length > 0) for (const fault of missing) context.warn(fault.message);
    if (found.length > 0) {
      await context.confirm(
        found.length === 1
          ? `Delete schedule ${found[0]!.id}, with its planned runs?`
          : `Delete ${found.length} schedules, with their planned runs?`,
        found.length,
      );
    }
    const { done, failed } = await context.each(found, ({ guid, id }) => {
      return atSchedules(api, guid, schedules.delete, { path: { guid, schedule: id } });
    });
    return {
      kind: "written",
      items: done.map(({ item, result }) => ({ id: item.id, response: result })),
      several: true,
      note: `Deleted ${counted(done.length, "schedule")}.`,
      failed: [...missing, ...failed],
    };
  },
});
