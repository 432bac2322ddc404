import { defineCommand, one } from "../../cli/command.ts";
import { directory } from "../../cli/values.ts";
import { stateDirectory, steer } from "../../sandbox/running.ts";

export default defineCommand({
  summary: "Give the sandbox its first state again",
  examples: ["rptctl sandbox reset", "rptctl sandbox reset && rptctl scope list"],
  effect: "local",
  operands: {},
  flags: { state: one(directory(), "the state of the one to reset") },
  async run(context, { flags }) {
    const control = steer(stateDirectory(context.world, flags.state));
    if (context.dryRun) context.note("Would give the sandbox its first state again.");
    else {
      await control.reset();
      context.note("The sandbox is as it was at first.");
    }
    return { kind: "exit", code: 0 };
  },
});
