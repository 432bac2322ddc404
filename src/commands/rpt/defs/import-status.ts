import { defineCommand, operand } from "../../../cli/command.ts";
import { pathId } from "../../../cli/values.ts";
import { definitions } from "../../../systems/rpt/endpoints.ts";

export default defineCommand({
  summary: "Show how far an upload is",
  examples: ["rptctl defs import-status nightly", "rptctl defs import-status nightly --jq .CompletedPercent"],
  effect: "read",
  operands: { id: operand(pathId(), "the upload's id") },
  flags: {},
  async run(context, { operands }) {
    const api = await context.api("rpt");
    const { row } = await api.record(definitions.importStatus, { path: { upload: operands.id } });
    const columns = [{ name: "CompletedPercent" }, { name: "Completed" }, { name: "Total" }];
    return { kind: "item", row, columns, id: "CompletedPercent" };
  },
});
