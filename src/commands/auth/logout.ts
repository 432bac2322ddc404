import { defineCommand, optionalOperand } from "../../cli/command.ts";
import { choice } from "../../cli/values.ts";
import { systemNames } from "../../config/systems.ts";
import { contextless } from "../../credentials/sources.ts";
import { Fault } from "../../errors.ts";

export default defineCommand({
  summary: "End the session and forget the credential",
  details: "Without SYSTEM: of every system of the context.",
  examples: ["rptctl auth logout scope", "rptctl auth logout --context prod"],
  effect: "local",
  operands: { system: optionalOperand(choice("SYSTEM", systemNames), "what to sign out of") },
  flags: {},
  async run(context, { operands }) {
    const name = context.contextName ?? contextless;
    const store = await context.store();
    const ended: string[] = [];
    const asked = operands.system === undefined ? systemNames : [operands.system];
    if (context.dryRun) {
      context.note(`Would end the sessions and forget the credentials of ${asked.join(", ")}.`);
      return { kind: "text", text: "" };
    }
    for (const system of asked) {
      const session = await context.session(system).catch((error: unknown) => {
        // What is not configured has no session, but may have a credential from before.
        if (error instanceof Fault && operands.system === undefined) return undefined;
        throw error;
      });
      const hadSession = (await session?.signOut()) ?? false;
      if ((await store.delete(name, system)) || hadSession) ended.push(system);
    }
    context.note(ended.length === 0 ? "Nobody was signed in." : `Signed out of ${ended.join(", ")}.`);
    return { kind: "text", text: "" };
  },
});
