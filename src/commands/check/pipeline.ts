import { defineCommand } from "../../cli/command.ts";
import type { CheckState } from "../../output/result.ts";
import { latestRunOf, type PipelineState, stateOf } from "../../systems/pipeline/document.ts";
import { readPipeline } from "../../systems/pipeline/summary.ts";
import { pipelineId } from "../pipeline/operand.ts";

const states: Readonly<Record<PipelineState, CheckState>> = {
  success: "OK",
  running: "OK",
  paused: "WARNING",
  stopped: "WARNING",
  failed: "CRITICAL",
  // Never run, or a word that is not known: no success that was seen.
  idle: "UNKNOWN",
};

const words: Readonly<Record<PipelineState, string>> = {
  success: "succeeded",
  running: "is running",
  paused: "is paused and waits for somebody",
  stopped: "was stopped",
  failed: "failed",
  idle: "is in no state that is known",
};

export default defineCommand({
  summary: "Check how the latest run of a pipeline went",
  details: "Failed is critical; paused or stopped is a warning; running or succeeded is ok.",
  examples: [
    "rptctl check pipeline 5fd56d90979ee048ee660624",
    { line: "rptctl check pipeline 695aff00146bf96dcbe60985", says: "One whose latest run failed", exit: 2 },
  ],
  effect: "read",
  oneContext: true,
  operands: { id: pipelineId },
  flags: {},
  async run(context, { operands: { id } }) {
    const { document } = await readPipeline(await context.api("pipeline"), id);
    const state = stateOf(document);
    const run = latestRunOf(document);
    const which = run === undefined ? "no run that is told" : `run ${run}`;
    const said = run === undefined && state === "idle" ? "was never run" : `${which} ${words[state]}`;
    return {
      kind: "check",
      service: "PIPELINE",
      state: states[state],
      text: `${document.name ?? id}: ${said}`,
      perfdata: run === undefined ? [] : [{ label: "runs", value: run, min: 0 }],
      details: [],
    };
  },
});
