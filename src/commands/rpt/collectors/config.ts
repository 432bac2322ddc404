import { defineCommand, operand } from "../../../cli/command.ts";
import { pathId, remembered } from "../../../cli/values.ts";
import { collectors } from "../../../systems/rpt/endpoints.ts";

export default defineCommand({
  summary: "Show the configuration of a data collector",
  examples: [
    "rptctl rpt collectors config idvault -o yaml",
    "rptctl rpt collectors config idvault --jq keys",
  ],
  effect: "read",
  operands: { id: operand(remembered("rpt/collectors", pathId()), "the collector's ID") },
  flags: {},
  async run(context, { operands: { id } }) {
    // The page does not say what it holds: it repeats the list there.
    const { row } = await (await context.api("rpt")).record(collectors.config, { path: { collector: id } });
    return { kind: "item", row, columns: [], id: "ID", idText: id };
  },
});
