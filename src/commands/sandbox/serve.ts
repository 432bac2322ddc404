import { defineCommand, must } from "../../cli/command.ts";
import { directory } from "../../cli/values.ts";
import { beginFlags } from "./flags.ts";

/** The process that `sandbox start` leaves behind. */
export default defineCommand({
  summary: "Be the sandbox, in the foreground",
  examples: ["rptctl sandbox serve --state ./sandbox --port 8000"],
  effect: "local",
  operands: {},
  flags: beginFlags(must(directory(), "where it keeps its state")),
  async run(context, { flags }) {
    const { startSandbox } = await import("../../sandbox/server.ts");
    const { optionsOf } = await import("../../sandbox/options.ts");
    const sandbox = await startSandbox(optionsOf(flags.state, flags));
    const end = () => void sandbox.close();
    context.world.signal.addEventListener("abort", end, { once: true });
    await sandbox.closed;
    return { kind: "exit", code: 0 };
  },
});
