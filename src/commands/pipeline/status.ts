import { defineCommand, one } from "../../cli/command.ts";
import { integer } from "../../cli/values.ts";
import { standingColumns } from "../../systems/pipeline/columns.ts";
import { lookAtRun } from "../../systems/pipeline/outcome.ts";
import { latestRun } from "../../systems/pipeline/summary.ts";
import { pipelineId, remarked } from "./operand.ts";

export default defineCommand({
  summary: "Show how a run of a pipeline stands",
  examples: [
    "rptctl pipeline status 5fd56d90979ee048ee660624",
    "rptctl pipeline status 5fd56d90979ee048ee660624 --run 3 --jq .status",
  ],
  effect: "read",
  operands: { id: pipelineId },
  flags: { run: one(integer("N", 1), "this run (default: the latest)") },
  async run(context, { operands, flags }) {
    const api = await context.api("pipeline");
    const id = remarked(context, operands.id);
    const run = flags.run ?? (await latestRun(api, id));
    if (flags.run === undefined) context.note(`Run ${run} is the latest.`);
    const { row } = await lookAtRun(api, id, run);
    return { kind: "item", row, columns: standingColumns, id: "status" };
  },
});
