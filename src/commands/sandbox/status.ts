import { defineCommand, one } from "../../cli/command.ts";
import { directory } from "../../cli/values.ts";
import { Fault } from "../../errors.ts";
import { controlOf } from "../../sandbox/control.ts";
import { runningSandbox, stateDirectory } from "../../sandbox/running.ts";
import { sandboxItem } from "./item.ts";

export default defineCommand({
  summary: "Show whether and where the sandbox runs",
  examples: ["rptctl sandbox status", "rptctl sandbox status --jq .url"],
  effect: "local",
  operands: {},
  flags: { state: one(directory(), "the state of the one to look for") },
  async run(context, { flags }) {
    const state = stateDirectory(context.world, flags.state);
    const run = runningSandbox(state);
    if (run !== undefined) return sandboxItem(state, run, await controlOf(run).status());
    throw new Fault("unavailable", `no sandbox runs on ${state}`, { hints: ["rptctl sandbox start"] });
  },
});
