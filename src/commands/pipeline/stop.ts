import { defineCommand, toggle } from "../../cli/command.ts";
import { waitFlags } from "../../cli/globals.ts";
import { request } from "../../systems/pipeline/change-request.ts";
import { stateOf } from "../../systems/pipeline/document.ts";
import { readPipeline } from "../../systems/pipeline/summary.ts";
import { paceOf, waitFor } from "../../times/waiting.ts";
import { pipelineId, remarked } from "./operand.ts";

const longest = 30 * 60_000;

export default defineCommand({
  summary: "Stop a pipeline that runs",
  details:
    "The step that runs is finished first: --wait waits for that, 30 minutes at the most unless --wait-timeout says otherwise. " +
    "The request is never sent twice.",
  examples: [
    "rptctl pipeline stop 5fd56d90979ee048ee660624 --wait",
    "rptctl pipeline stop 5fd56d90979ee048ee660624 --dry-run",
  ],
  effect: "write",
  operands: { id: pipelineId },
  flags: { wait: toggle("wait until it runs no longer"), ...waitFlags },
  async run(context, { operands, flags }) {
    const api = await context.api("pipeline");
    const id = remarked(context, operands.id);
    const { row, message } = await request(api, "stop", id);
    let note = message || `Asked pipeline ${id} to stop.`;
    if (flags.wait) {
      const look = async (signal: AbortSignal) => {
        const state = stateOf((await readPipeline(api.until(signal), id)).document);
        return state === "running" ? undefined : state;
      };
      const pace = paceOf({ ...flags, "wait-timeout": flags["wait-timeout"] ?? longest });
      const told = { state: () => `pipeline ${id} is still running`, say: context.note };
      note = `Pipeline ${id} runs no longer: it is ${await waitFor(look, pace, context.world, told)}.`;
    }
    return { kind: "written", items: [{ id, response: row }], several: false, note };
  },
});
