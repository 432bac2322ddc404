import { defineCommand, operands as someOperands } from "../../../cli/command.ts";
import { counted } from "../../../counted.ts";
import { reports } from "../../../systems/rpt/endpoints.ts";
import { reportId } from "../../ids.ts";

export default defineCommand({
  summary: "Delete reports",
  details: "One that is in progress cannot be deleted.",
  examples: [
    "rptctl reports delete fc651bc7-1f57-dfdb-64bd-ff833e37906e --yes",
    {
      line: "rptctl reports list --state failed -o id | xargs rptctl reports delete -y",
      says: "All that failed",
    },
  ],
  effect: "write",
  sees: { things: "rpt/reports", gone: true },
  operands: { ids: someOperands(reportId, "the reports' ids") },
  flags: {},
  async run(context, { operands }) {
    const ids = new Set(operands.ids);
    const api = await context.api("rpt");
    await context.confirm(
      ids.size === 1 ? `Delete report ${operands.ids[0]}?` : `Delete ${ids.size} reports?`,
      ids.size,
    );
    const { done, failed } = await context.each(ids, async (id) => {
      return (await api.json(reports.delete, { path: { report: id } })).row;
    });
    return {
      kind: "written",
      items: done.map(({ item, result }) => ({ id: item, response: result })),
      several: true,
      note: `Deleted ${counted(done.length, "report")}.`,
      failed,
    };
  },
});
