import { defineCommand, one } from "../../../cli/command.ts";
import { schedules } from "../../../systems/rpt/endpoints.ts";
import { findDefinition } from "../../../systems/rpt/find-definition.ts";
import { listWhole } from "../../../systems/rpt/lists.ts";
import { scheduleColumns, scheduleColumnsOf } from "../../../systems/rpt/schedule-columns.ts";
import { rowsOfAll, scheduleId, schedulesOfAll } from "../../../systems/rpt/schedules.ts";
import { definition, definitionSummary } from "../../ids.ts";

export default defineCommand({
  summary: "List schedules",
  details: "Those of all definitions, one definition after another, or with --def those of one.",
  examples: ["rptctl sched list", 'rptctl sched list --def "Role Report" -o json --jq .[].ScheduleID'],
  effect: "read",
  sees: { things: "rpt/schedules", name: "DisplayName" },
  operands: {},
  flags: { def: one(definition, definitionSummary) },
  async run(context, { flags }) {
    const api = await context.api("rpt");
    const list = { kind: "list", id: "ScheduleID", empty: "There are no schedules." } as const;
    if (flags.def !== undefined) {
      const { guid } = await findDefinition(api, flags.def);
      const rows = listWhole(api, schedules.list, { path: { guid } }, "Schedules");
      return { ...list, rows, columns: scheduleColumns };
    }
    const names = new Map<string, string>();
    const rows = rowsOfAll(schedulesOfAll(api), ({ definition, rows }) => {
      for (const { value } of rows) names.set(scheduleId(value) ?? "", definition.name ?? definition.guid);
    });
    // Only people need to be told whose each is: the other formats have the records as the server gave them.
    const columns =
      context.format === "table" ? scheduleColumnsOf((id) => names.get(id) ?? "") : scheduleColumns;
    return { ...list, rows, columns };
  },
});
