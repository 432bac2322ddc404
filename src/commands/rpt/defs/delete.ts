import { defineCommand, operands } from "../../../cli/command.ts";
import { counted } from "../../../counted.ts";
import { countSchedules } from "../../../systems/rpt/definition.ts";
import { definitions } from "../../../systems/rpt/endpoints.ts";
import { findDefinition } from "../../../systems/rpt/find-definition.ts";
import { definition, definitionSummary } from "../../ids.ts";

export default defineCommand({
  summary: "Delete report definitions, with their schedules",
  examples: [
    "rptctl defs delete 705ea4a2afdc962f0b3403ea7ca9ea60 --yes",
    'rptctl defs delete "Role Report" --dry-run',
  ],
  effect: "write",
  sees: { things: "rpt/defs", gone: true },
  operands: { defs: operands(definition, definitionSummary) },
  flags: {},
  async run(context, { operands: { defs } }) {
    const api = await context.api("rpt");
    const found = await context.each(new Set(defs), async (def) => {
      const { guid } = await findDefinition(api, def);
      return { guid, schedules: (await countSchedules(api, guid)) ?? 0 };
    });
    if (found.done.length > 0) {
      const each = found.done.map(
        ({ item, result }) => `"${item}" with ${counted(result.schedules, "schedule")}`,
      );
      const what = `${counted(each.length, "definition")}: ${each.join(", ")}`;
      if (context.dryRun) {
        for (const fault of found.failed) context.warn(fault.message);
        context.note(`Would delete ${what}.`);
      }
      await context.confirm(`Delete ${what}?`, each.length);
    }
    const { done, failed } = await context.each(found.done, async ({ result }) => {
      return (await api.json(definitions.delete, { path: { guid: result.guid } })).row;
    });
    const schedules = done.reduce((sum, { item }) => sum + item.result.schedules, 0);
    return {
      kind: "written",
      items: done.map(({ item, result }) => ({ id: item.result.guid, response: result })),
      several: true,
      note: `Deleted ${counted(done.length, "definition")}, and with them ${counted(schedules, "schedule")}.`,
      failed: [...found.failed, ...failed],
    };
  },
});
