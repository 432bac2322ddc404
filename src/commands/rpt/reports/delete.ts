import { defineCommand, operands as someOperands } from "../../../cli/command.ts";
import { pathId, remembered } from "../../../cli/values.ts";
import { counted } from "../../../counted.ts";
import { reports } from "../../../systems/rpt/endpoints.ts";

export default defineCommand({
  summary: "Delete reports",
  details: "One that is in progress cannot be deleted.",
  examples: [
    "rptctl reports delete 3c604da1-9a3e-4c77-bff1-4ceaac9e6b33 --yes",
    "rptctl reports list --state failed -o id | xargs rptctl reports delete -y",
  ],
  effect: "write",
  sees: { things: "rpt/reports", gone: true },
  operands: { ids: someOperands(remembered("rpt/reports", pathId()), "the reports' ids") },
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
