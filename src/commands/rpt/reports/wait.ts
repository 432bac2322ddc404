import { defineCommand, operands as someOperands } from "../../../cli/command.ts";
import { waitFlags } from "../../../cli/globals.ts";
import { awaitReports } from "../../../systems/rpt/await-reports.ts";
import { paceOf } from "../../../times/waiting.ts";
import { reportId } from "../../ids.ts";

export default defineCommand({
  summary: "Wait until reports are made",
  details: "Exits 10 where one failed, and 124 when --wait-timeout passes first.",
  examples: [
    "rptctl reports wait 08d896bf-20a7-6973-c690-512fab6844c1 --wait-timeout 30m",
    "rptctl reports wait 08d896bf-20a7-6973-c690-512fab6844c1 --interval 5s -o json",
  ],
  effect: "read",
  sees: { things: "rpt/reports", name: "DisplayName" },
  oneContext: true,
  operands: { ids: someOperands(reportId, "the reports' ids") },
  flags: waitFlags,
  async run(context, { operands: { ids }, flags }) {
    const api = await context.api("rpt");
    const progress = await context.progress("Waiting");
    const waiting = (left: number) => progress.update(`Waiting for ${left} of ${new Set(ids).size} reports`);
    try {
      const say = { note: context.note, waiting };
      const { finished, failed } = await awaitReports(api, ids, paceOf(flags), context.world, say);
      return {
        kind: "written",
        items: finished.map(({ id, row }) => ({ id, response: row })),
        several: true,
        note: finished.map(({ id }) => `Report ${id} is finished.`).join(" "),
        failed,
      };
    } finally {
      await progress.end();
    }
  },
});
