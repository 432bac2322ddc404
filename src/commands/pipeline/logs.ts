import { announceFailure } from "../../ci.ts";
import { defineCommand, one, toggle } from "../../cli/command.ts";
import { waitFlags } from "../../cli/globals.ts";
import { integer } from "../../cli/values.ts";
import { inOneBatch } from "../../rows/row.ts";
import { consoleColumns, logColumns } from "../../systems/pipeline/columns.ts";
import { followLogs, readLogs } from "../../systems/pipeline/logs.ts";
import { latestRun } from "../../systems/pipeline/summary.ts";
import { paceOf } from "../../times/waiting.ts";
import { pipelineId, remarked } from "./operand.ts";

export default defineCommand({
  summary: "Show the activity log of a pipeline",
  details:
    "The latest entry comes first, and 1000 at the most. --follow prints the entries of one run the other way round, as they come, until " +
    "the run ends, and exits 10 where it does not end well.",
  examples: [
    "rptctl pipeline logs 5fd56d90979ee048ee660624 --run 2",
    "rptctl pipeline logs 5fd56d90979ee048ee660624 --console --follow",
  ],
  effect: "read",
  operands: { id: pipelineId },
  flags: {
    run: one(integer("N", 1), "of this run (default: of all runs; with --follow, of the latest)"),
    console: toggle("only what the steps printed"),
    follow: toggle("wait for more until the run ends"),
    ...waitFlags,
  },
  async run(context, { operands, flags }) {
    const api = await context.api("pipeline");
    const id = remarked(context, operands.id);
    const columns = flags.console ? consoleColumns : logColumns;
    const common = { kind: "list", columns, id: "_id", empty: "Nothing is logged." } as const;
    if (!flags.follow) {
      const rows = await readLogs(api, id, flags, context.note);
      return { ...common, rows: inOneBatch(rows) };
    }
    const run = flags.run ?? (await latestRun(api, id));
    const rows = followLogs(
      api,
      id,
      { run, console: flags.console },
      paceOf(flags),
      context.world,
      context,
      async (message, fault) => {
        if (fault === undefined) context.note(message || `Run ${run} has succeeded.`);
        else await announceFailure(context.world, `Pipeline ${id}`, fault.message, context.warn);
      },
    );
    return { ...common, rows, live: true };
  },
});
