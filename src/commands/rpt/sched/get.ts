import { defineCommand, operand } from "../../../cli/command.ts";
import { schedules } from "../../../systems/rpt/endpoints.ts";
import { findSchedule } from "../../../systems/rpt/find-schedule.ts";
import { scheduleFields } from "../../../systems/rpt/schedule-columns.ts";
import { scheduleId } from "../../ids.ts";
import { inDefinition } from "./flags.ts";

export default defineCommand({
  summary: "Show a schedule",
  examples: [
    "rptctl sched get d8bc5cbb-0cdf-b043-38ee-f0c5df2e6203",
    'rptctl sched get d8bc5cbb-0cdf-b043-38ee-f0c5df2e6203 --def "Authentication by User" -o yaml',
  ],
  effect: "read",
  sees: { things: "rpt/schedules", name: "DisplayName" },
  operands: { id: operand(scheduleId, "the schedule's id") },
  flags: { def: inDefinition },
  async run(context, { operands, flags }) {
    const api = await context.api("rpt");
    const { guid, id } = await findSchedule(api, operands.id, flags.def);
    const { row } = await api.record(schedules.get, { path: { guid, schedule: id } });
    return { kind: "item", row, columns: scheduleFields, id: "ScheduleID", idText: id };
  },
});
