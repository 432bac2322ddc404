import { defineCommand, one } from "../../cli/command.ts";
import { directory } from "../../cli/values.ts";
import { controlOf } from "../../sandbox/control.ts";
import { launchSandbox } from "../../sandbox/launch.ts";
import { runningSandbox, stateDirectory } from "../../sandbox/running.ts";
import { shellLine } from "../../shell-words.ts";
import { beginFlags } from "./flags.ts";
import { sandboxItem } from "./item.ts";
import { contextNameOf, sandboxContext } from "./own-context.ts";

export default defineCommand({
  summary: "Start the sandbox: the systems' documented behaviour on this machine",
  details:
    'It runs on until "rptctl sandbox stop", and keeps its state on disk. A context is made for it ("sandbox", or "sandbox-DIR" with --state), and becomes the current one where there is none.',
  examples: [
    "rptctl sandbox start",
    "rptctl sandbox start --clock 2027-01-01T06:00Z",
    "rptctl sandbox start && rptctl scope list --context sandbox",
  ],
  effect: "local",
  operands: {},
  flags: beginFlags(one(directory(), "where it keeps its state (default: ~/.local/state/rptctl/sandbox)")),
  async run(context, { flags }) {
    const state = stateDirectory(context.world, flags.state);
    const typed = Object.entries(flags).flatMap(([name, value]) => {
      if (name === "state" || value === undefined) return [];
      return [`--${name}`, name === "clock" ? `@${value}` : String(value)];
    });
    let run = runningSandbox(state);
    if (run !== undefined) context.note("The sandbox runs already.");
    if (context.dryRun) {
      if (run === undefined) context.note(`Would start the sandbox, with its state in ${state}.`);
      return { kind: "exit", code: 0 };
    }
    run ??= await launchSandbox(context.world, state, typed);
    const status = await controlOf(run).status();
    const name = contextNameOf(flags.state);
    await sandboxContext(context, name, status.environment);
    const stop =
      flags.state === undefined
        ? "rptctl sandbox stop"
        : shellLine`rptctl sandbox stop --state=${flags.state}`;
    context.note(`Use it with --context ${name}; stop it with: ${stop}`);
    return sandboxItem(state, run, status);
  },
});
