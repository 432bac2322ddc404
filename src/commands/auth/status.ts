import { defineCommand, optionalOperand } from "../../cli/command.ts";
import type { Context } from "../../cli/context.ts";
import { choice } from "../../cli/values.ts";
import { type SystemName, systemNames } from "../../config/systems.ts";
import { Fault } from "../../errors.ts";
import { millisTime } from "../../output/cells.ts";
import { Row } from "../../rows/row.ts";

export default defineCommand({
  summary: "Show who is signed in where",
  details:
    "Signs in where there is no session yet. Without SYSTEM: every configured system; exits 11 when some fail, and with the failure's own code when all do.",
  examples: ["rptctl auth status", "rptctl auth status scope -o json"],
  effect: "read",
  operands: { system: optionalOperand(choice("SYSTEM", systemNames), "only this one") },
  flags: {},
  async run(context, { operands }) {
    const examined: Examined = { items: 0, failed: [] };
    return {
      kind: "list",
      rows: rowsOf(context, operands.system, examined),
      columns: [
        { name: "system", tone: () => "strong" },
        { name: "state", tone: (value) => (value === "signed in" ? "good" : "bad") },
        { name: "url" },
        { name: "user" },
        { name: "origin" },
        { name: "expires", text: millisTime },
        { name: "problem" },
      ],
      id: "system",
      empty: "No system is configured.",
      outcome: () => examined,
    };
  },
});

interface Examined {
  items: number;
  readonly failed: Fault[];
}

async function* rowsOf(context: Context, only: SystemName | undefined, examined: Examined) {
  const name = context.contextName ?? null;
  for (const system of only === undefined ? systemNames : [only]) {
    try {
      const { url, user, origin, expiresAt } = await (await context.session(system)).signIn();
      examined.items += 1;
      const who = { url, user: user ?? null, origin, expires: expiresAt ?? null };
      yield [Row.of({ system, context: name, state: "signed in", ...who })];
    } catch (error) {
      if (!(error instanceof Fault) || error.isInterruption || only !== undefined) throw error;
      // What is not configured is left out.
      if (error.code === "config") continue;
      examined.items += 1;
      examined.failed.push(error);
      yield [Row.of({ system, context: name, state: "failed", problem: error.message })];
    }
  }
}
