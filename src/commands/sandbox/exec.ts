import { defineCommand, one, operands } from "../../cli/command.ts";
import { anyText, choice, directory, integer, when } from "../../cli/values.ts";
import { optionsOf } from "../../sandbox/options.ts";

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
  flags: {
    port: one(integer("P", 0, 65_535), "listen here (default: a free port)"),
    state: one(directory(), "keep the state in this directory"),
    clock: one(when, "the sandbox's time at its start (default: now)"),
    "cloudkitty-version": one(choice("N", ["17", "22", "25"]), "which CloudKitty to be like (default 25)"),
    scopes: one(integer("N", 0, 1_000_000), "how many scopes a new state has"),
  },
  async run(context, { operands: { command }, flags }) {
    const { runInSandbox } = await import("../../sandbox-exec.ts");
    const code = await runInSandbox(context.world, command, flags.state, (state) => optionsOf(state, flags));
    return { kind: "exit", code };
  },
});
