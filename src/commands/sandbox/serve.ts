import { defineCommand, must, one } from "../../cli/command.ts";
import { choice, directory, integer, when } from "../../cli/values.ts";

/** The process that `sandbox start` leaves behind. */
export default defineCommand({
  summary: "Be the sandbox, in the foreground",
  examples: ["rptctl sandbox serve --state ./sandbox --port 8000"],
  effect: "local",
  operands: {},
  flags: {
    state: must(directory(), "where it keeps its state"),
    port: one(integer("P", 0, 65_535), "listen here (default: a free port)"),
    clock: one(when, "the sandbox's time at its start"),
    "cloudkitty-version": one(choice("N", ["17", "22", "25"]), "which CloudKitty to be like (default 25)"),
    scopes: one(integer("N", 0, 1_000_000), "how many scopes a new state has"),
  },
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
