import { announceFailure } from "../../ci.ts";
import { defineCommand, toggle } from "../../cli/command.ts";
import { waitFlags } from "../../cli/globals.ts";
import { Fault, usage } from "../../errors.ts";
import { shellLine } from "../../shell-words.ts";
import { logColumns } from "../../systems/pipeline/columns.ts";
import { followLogs } from "../../systems/pipeline/logs.ts";
import { awaitRun, faultOf } from "../../systems/pipeline/outcome.ts";
import { startRun } from "../../systems/pipeline/run.ts";
import { paceOf } from "../../times/waiting.ts";
import { pipelineId, remarked } from "./operand.ts";

export default defineCommand({
  summary: "Run a pipeline",
  details:
    "Prints the run's number. The request is never sent twice: where its answer is lost, rptctl looks whether the run was started. " +
    "With --wait and --follow, exits 10 where the run does not end well; a run that waits for approval is waited for too. " +
    "In GitHub Actions and GitLab CI, such a run is said in the job's own way as well.",
  examples: [
    "rptctl pipeline run 5fd56d90979ee048ee660624 --wait --wait-timeout 1h",
    "rptctl pipeline run 5fd56d90979ee048ee660624 --follow",
    "run=$(rptctl pipeline run 5fd56d90979ee048ee660624)",
  ],
  effect: "write",
  operands: { id: pipelineId },
  flags: {
    wait: toggle("wait for its end"),
    follow: toggle("print its log as it comes, until its end"),
    ...waitFlags,
  },
  async run(context, { operands, flags }) {
    const { world } = context;
    if (flags.follow && context.limit !== undefined)
      throw usage("--limit is not for --follow: the run's end would not be seen");
    const api = await context.api("pipeline");
    const id = remarked(context, operands.id);
    const announce = (fault: Fault) => announceFailure(world, `Pipeline ${id}`, fault.message, context.warn);
    const announced = async (error: unknown): Promise<never> => {
      if (error instanceof Fault && error.code === "job_failed") await announce(error);
      throw error;
    };

    const { run, row, remark } = await startRun(api, id, world).catch(announced);
    const waits = flags.wait || flags.follow;
    if (run === undefined && waits) {
      throw new Fault("failure", `the run was started, but which one it is cannot be found out`, {
        system: api.system,
        hints: [shellLine`rptctl pipeline status ${id}`],
      });
    }
    const started = `Started run ${run ?? "(of unknown number)"} of pipeline ${id}.${remark && ` ${remark}`}`;
    if (run === undefined || !waits) {
      const items = [{ id: run === undefined ? "" : String(run), response: row }];
      return { kind: "written", items, several: false, note: started };
    }
    context.note(started);
    if (flags.follow) {
      const rows = followLogs(
        api,
        id,
        { run, console: false },
        paceOf(flags),
        world,
        context,
        async (message, fault) => {
          if (fault === undefined) context.note(message || `Run ${run} has succeeded.`);
          else await announce(fault);
        },
      );
      return {
        kind: "list",
        rows,
        columns: logColumns,
        id: "_id",
        empty: "The run has logged nothing.",
        live: true,
      };
    }
    const standing = await awaitRun(api, id, run, paceOf(flags), world, context);
    const fault = faultOf(api, id, run, standing);
    if (fault !== undefined) return announced(fault);
    const items = [{ id: String(run), response: standing.row }];
    return { kind: "written", items, several: false, note: standing.message || `Run ${run} has succeeded.` };
  },
});
