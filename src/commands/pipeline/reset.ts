import { defineCommand } from "../../cli/command.ts";
import { request } from "../../systems/pipeline/change-request.ts";
import { pipelineId, remarked } from "./operand.ts";

export default defineCommand({
  summary: "Reset a pipeline to its beginning",
  details: "Clears the data of its current run. The request is never sent twice.",
  examples: [
    "rptctl pipeline reset 5fd56d90979ee048ee660624 --yes",
    "rptctl pipeline reset 5fd56d90979ee048ee660624 --dry-run",
  ],
  effect: "write",
  operands: { id: pipelineId },
  flags: {},
  async run(context, { operands }) {
    const api = await context.api("pipeline");
    const id = remarked(context, operands.id);
    await context.confirm(`Reset pipeline ${id}? The data of its current run is cleared.`);
    const { row, message } = await request(api, "reset", id);
    const note = message || `Reset pipeline ${id}.`;
    return { kind: "written", items: [{ id, response: row }], several: false, note };
  },
});
