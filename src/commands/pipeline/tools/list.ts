import { defineCommand } from "../../../cli/command.ts";
import { inOneBatch } from "../../../rows/row.ts";
import { readList } from "../../../systems/pipeline/ask.ts";
import { toolColumns } from "../../../systems/pipeline/columns.ts";
import { tools } from "../../../systems/pipeline/endpoints.ts";

export default defineCommand({
  summary: "List the tools of the registry",
  details: "All that the token may see, with all their data; Opsera gives 1000 at the most.",
  examples: ["rptctl pipeline tools list", "rptctl pipeline tools list --jq '.[] | select(.active) | .name'"],
  effect: "read",
  sees: { things: "pipeline/tools", name: "name" },
  operands: {},
  flags: {},
  async run(context) {
    const rows = await readList(await context.api("pipeline"), tools.list, {}, context.note, "");
    return {
      kind: "list",
      rows: inOneBatch(rows),
      columns: toolColumns,
      id: "_id",
      empty: "There are no tools.",
    };
  },
});
