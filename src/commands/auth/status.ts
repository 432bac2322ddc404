import { defineCommand, optionalOperand } from "../../cli/command.ts";
import type { Context } from "../../cli/context.ts";
import { choice } from "../../cli/values.ts";
import { configuredSystems, noSystem } from "../../config/configured.ts";
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
    const { system } = operands;
    const names =
      system === undefined
        ? configuredSystems(await context.config(), context.contextName, context.world.env)
        : [system];
    const failed: Fault[] = [];
    return {
      kind: "list",
      rows: rowsOf(context, names, system === undefined ? failed : undefined),
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
      empty: noSystem,
      outcome: () => ({ items: names.length, failed }),
    };
  },
});

/** A row for each system; what fails is kept in `failed`, and thrown where there is none. */
async function* rowsOf(context: Context, names: readonly SystemName[], failed: Fault[] | undefined) {
  const name = context.contextName ?? null;
  for (const system of names) {
    try {
      const { url, user, origin, expiresAt } = await (await context.session(system)).signIn();
      const who = { url, user: user ?? null, origin, expires: expiresAt ?? null };
      yield [Row.of({ system, context: name, state: "signed in", ...who })];
    } catch (error) {
      if (!(error instanceof Fault) || error.isInterruption || failed === undefined) throw error;
      failed.push(error.with({ system }));
      yield [Row.of({ system, context: name, state: "failed", problem: error.message })];
    }
  }
}
