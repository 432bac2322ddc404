import { defineCommand, one } from "../../cli/command.ts";
import { directory } from "../../cli/values.ts";
import { isAlive } from "../../sandbox/run-file.ts";
import { runningSandbox, stateDirectory, steer } from "../../sandbox/running.ts";

export default defineCommand({
  summary: "Stop the sandbox; its state stays",
  examples: [
    "rptctl sandbox stop",
    { line: "rptctl sandbox stop && rptctl sandbox start", says: "Where it was, its state as it was" },
  ],
  effect: "local",
  operands: {},
  flags: { state: one(directory(), "the state of the one to stop") },
  async run(context, { flags }) {
    const state = stateDirectory(context.world, flags.state);
    const run = runningSandbox(state);
    if (run === undefined) context.note("No sandbox runs.");
    else if (context.dryRun) context.note("Would stop the sandbox.");
    else {
      await steer(state).stop();
      while (isAlive(run)) await context.world.sleep(20, context.world.signal);
      context.note("Stopped the sandbox; rptctl sandbox start brings it back.");
    }
    return { kind: "exit", code: 0 };
  },
});
