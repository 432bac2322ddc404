import { defineCommand } from "../../../cli/command.ts";
import { collectorColumns } from "../../../systems/rpt/columns.ts";
import { collectors } from "../../../systems/rpt/endpoints.ts";
import { listWhole } from "../../../systems/rpt/lists.ts";

export default defineCommand({
  summary: "List the systems that data is collected from",
  examples: ["rptctl rpt collectors list", "rptctl rpt collectors list -o id"],
  effect: "read",
  sees: { things: "rpt/collectors", name: "DisplayName" },
  operands: {},
  flags: {},
  async run(context) {
    return {
      kind: "list",
      rows: listWhole(await context.api("rpt"), collectors.list, {}, "Collector"),
      columns: collectorColumns,
      id: "ID",
      empty: "Data is collected from nowhere.",
    };
  },
});
