import { defineCommand } from "../../cli/command.ts";
import { inOneBatch } from "../../rows/row.ts";
import { readList } from "../../systems/pipeline/ask.ts";
import { pipelineColumns } from "../../systems/pipeline/columns.ts";
import { pipelines } from "../../systems/pipeline/endpoints.ts";

export default defineCommand({
  summary: "List pipelines",
  details: "All that the token may see, with all their data; Opsera gives 1000 at the most.",
  examples: ["rptctl pipeline list", "rptctl pipeline list --jq '.[] | .name'"],
  effect: "read",
  sees: { things: "pipeline/pipelines", name: "name" },
  operands: {},
  flags: {},
  async run(context) {
    const rows = await readList(await context.api("pipeline"), pipelines.list, {}, context.note, "");
    return {
      kind: "list",
      rows: inOneBatch(rows),
      columns: pipelineColumns,
      id: "_id",
      empty: "There are no pipelines.",
    };
  },
});
