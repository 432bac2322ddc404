import { defineCommand } from "../../../cli/command.ts";
import { toolColumns } from "../../../systems/pipeline/columns.ts";
import { shownRow } from "../../../systems/pipeline/hidden.ts";
import { readTool } from "../../../systems/pipeline/summary.ts";
import { remarked, toolId } from "../operand.ts";

export default defineCommand({
  summary: "Show one tool, with all its data",
  details: "Secrets in it are hidden in a table, and only there.",
  examples: [
    "rptctl pipeline tools get 5fc7a12ebed9dd3a622f5d22",
    "rptctl pipeline tools get 5fc7a12ebed9dd3a622f5d22 -o yaml > tool.yaml",
  ],
  effect: "read",
  sees: { things: "pipeline/tools", name: "name" },
  operands: { id: toolId },
  flags: {},
  async run(context, { operands }) {
    const row = await readTool(await context.api("pipeline"), remarked(context, operands.id));
    return {
      kind: "item",
      row: shownRow(row, context.format, context.note),
      columns: toolColumns,
      id: "_id",
    };
  },
});
