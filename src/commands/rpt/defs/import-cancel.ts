import { defineCommand, operand } from "../../../cli/command.ts";
import { pathId } from "../../../cli/values.ts";
import { Fault } from "../../../errors.ts";
import { definitions } from "../../../systems/rpt/endpoints.ts";
import { isTrue, member } from "../../../systems/rpt/records.ts";

export default defineCommand({
  summary: "Cancel an upload that another command runs",
  examples: [
    { line: "rptctl defs import-cancel nightly", says: "Exit 7 where it is over already", exit: 7 },
    "rptctl defs import-cancel nightly --dry-run",
  ],
  effect: "write",
  operands: { id: operand(pathId(), "the upload's id") },
  flags: {},
  async run(context, { operands: { id } }) {
    const api = await context.api("rpt");
    const { row } = await api.json(definitions.importCancel, { path: { upload: id } });
    const cancelled = member(row.value, "Cancelled");
    if (cancelled !== undefined && !isTrue(cancelled)) {
      const hints = ["it may be over, or have another id"];
      throw new Fault("conflict", `upload ${id} was not cancelled`, { system: "rpt", hints });
    }
    return {
      kind: "written",
      items: [{ id, response: row }],
      several: false,
      note: `Cancelled upload ${id}.`,
    };
  },
});
