import { defineCommand } from "../../cli/command.ts";
import { pipelineColumns } from "../../systems/pipeline/columns.ts";
import { shownRow } from "../../systems/pipeline/hidden.ts";
import { readPipeline } from "../../systems/pipeline/summary.ts";
import { pipelineId, remarked } from "./operand.ts";

export default defineCommand({
  summary: "Show one pipeline, with all its data",
  details: "Secrets in it are hidden in a table, and only there.",
  examples: [
    "rptctl pipeline get 5fd56d90979ee048ee660624",
    "rptctl pipeline get 5fd56d90979ee048ee660624 --jq .workflow.run_count",
  ],
  effect: "read",
  sees: { things: "pipeline/pipelines", name: "name" },
  operands: { id: pipelineId },
  flags: {},
  async run(context, { operands }) {
    const { row } = await readPipeline(await context.api("pipeline"), remarked(context, operands.id));
    const shown = shownRow(row, context.format, context.note);
    return { kind: "item", row: shown, columns: pipelineColumns, id: "_id" };
  },
});
