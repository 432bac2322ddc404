import { defineCommand, operand } from "../../../cli/command.ts";
import { readReport } from "../../../systems/rpt/report.ts";
import { reportFields } from "../../../systems/rpt/report-columns.ts";
import { reportId } from "../../ids.ts";

export default defineCommand({
  summary: "Show a report",
  examples: [
    "rptctl reports get fc651bc7-1f57-dfdb-64bd-ff833e37906e",
    "rptctl reports get fc651bc7-1f57-dfdb-64bd-ff833e37906e --jq .RunBy.DisplayName",
  ],
  effect: "read",
  sees: { things: "rpt/reports", name: "DisplayName" },
  operands: { id: operand(reportId, "the report's id") },
  flags: {},
  async run(context, { operands: { id } }) {
    const { row } = await readReport(await context.api("rpt"), id);
    return { kind: "item", row, columns: reportFields, id: "ReportID", idText: id };
  },
});
