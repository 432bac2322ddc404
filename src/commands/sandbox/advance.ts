import { defineCommand, one, operand } from "../../cli/command.ts";
import { directory, duration } from "../../cli/values.ts";
import { stateDirectory, steer } from "../../sandbox/running.ts";

export default defineCommand({
  summary: "Let the sandbox's time pass",
  examples: [
    "rptctl sandbox advance 7d",
    { line: "rptctl sandbox advance 1h", says: "Runs that are due until then are made" },
  ],
  effect: "local",
  plainText: true,
  operands: { by: operand(duration, "how long") },
  flags: { state: one(directory(), "the state of the one to steer") },
  async run(context, { operands, flags }) {
    const control = steer(stateDirectory(context.world, flags.state));
    if (context.dryRun) {
      const { clock } = await control.status();
      context.note(`Would let the sandbox's time pass for ${operands.by / 1000}s from now on: ${clock}.`);
      return { kind: "exit", code: 0 };
    }
    const { clock } = await control.advance(operands.by);
    return { kind: "text", text: `${clock}\n` };
  },
});
