import { defineCommand, one, operands } from "../../cli/command.ts";
import { anyText, directory } from "../../cli/values.ts";
import { optionsOf } from "../../sandbox/options.ts";
import { beginFlags } from "./flags.ts";

export default defineCommand({
  summary: "Run a command against a sandbox of its own",
  details:
    "Starts a sandbox on a free port, points RPTCTL_* and OS_* at it for the command alone, stops it, and passes on the command's exit " +
    "code. The state is thrown away unless --state names a directory.",
  examples: [
    "rptctl sandbox exec -- rptctl scope list",
    "rptctl sandbox exec -- sh -c 'rptctl scope list -o csv > scopes.csv'",
  ],
  effect: "local",
  operands: { command: operands(anyText("COMMAND"), "the program and its arguments") },
  flags: beginFlags(one(directory(), "keep the state in this directory")),
  async run(context, { operands: { command }, flags }) {
    const { runInSandbox } = await import("./run-in-sandbox.ts");
    const code = await runInSandbox(context.world, command, flags.state, (state) => optionsOf(state, flags));
    return { kind: "exit", code };
  },
});
