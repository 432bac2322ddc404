import { defineCommand, optionalOperand } from "../cli/command.ts";
import type { Context } from "../cli/context.ts";
import { choice } from "../cli/values.ts";
import { configuredSystems, noSystem } from "../config/configured.ts";
import { type SystemName, systemNames } from "../config/systems.ts";
import { Fault } from "../errors.ts";
import { millisDuration, millisTime } from "../output/cells.ts";
import type { Column } from "../output/result.ts";
import { Row } from "../rows/row.ts";
import { type Examination, examine } from "../systems/examine.ts";
import { farOff, fewDays, findingsOf } from "../systems/findings.ts";

export default defineCommand({
  summary: "Examine each system: reach, TLS, sign-in and clock",
  details:
    "Asks every configured system at the same time, once without credentials and then signed in; each has a row. " +
    `Warns of certificates with less than ${fewDays} days left and of clocks more than ${farOff / 1000} seconds off. ` +
    "Exits 0, also with warnings; 11 when some systems fail; with the failure's own code when all do, or the one that was named.",
  examples: ["rptctl doctor", "rptctl doctor scope", "rptctl doctor -o json", "rptctl doctor --context '*'"],
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
      rows: rowsOf(context, names, failed),
      columns,
      id: "system",
      empty: noSystem,
      outcome: () => ({ items: names.length, failed }),
    };
  },
});

const tones = { ok: "good", warning: "busy", failed: "bad" } as const;

const columns: readonly Column[] = [
  { name: "system", tone: () => "strong" },
  { name: "state", tone: (value) => tones[value as keyof typeof tones] },
  { name: "url" },
  { name: "time", path: "took_ms", text: millisDuration, align: "right", spare: true },
  { name: "tls", path: "tls.version", spare: true },
  { name: "days_left", path: "tls.days_left", align: "right", spare: true },
  { name: "expires", path: "tls.expires", text: millisTime, hidden: true },
  { name: "issuer", path: "tls.issuer", hidden: true },
  { name: "user", spare: true },
  { name: "origin", hidden: true },
  { name: "session_expires", text: millisTime, hidden: true },
  { name: "clock", path: "clock_ahead_ms", text: clockText, align: "right", spare: true },
  { name: "version", spare: true },
  { name: "problem" },
  { name: "hint", hidden: true },
];

/** The server tells whole seconds, so what is less than one is none. */
function clockText(value: unknown): string {
  if (typeof value !== "number") return "";
  const seconds = Math.trunc(value / 1000);
  return seconds === 0 ? "0s" : `${seconds > 0 ? "+" : ""}${seconds}s`;
}

/** The systems' rows in their order, all examined at once. */
async function* rowsOf(context: Context, names: readonly SystemName[], failed: Fault[]) {
  const all = names.map((name) => examined(context, name));
  // What one throws is met when its turn comes.
  for (const each of all) each.catch(() => {});
  for (const [index, each] of all.entries()) {
    const { examination, url } = await each;
    if (examination.fault !== undefined) failed.push(examination.fault);
    const found = findingsOf(examination, url, context.world.now());
    yield [Row.of({ system: names[index], context: context.contextName ?? null, ...found })];
  }
}

async function examined(
  context: Context,
  name: SystemName,
): Promise<{ examination: Examination; url: string | undefined }> {
  try {
    const [session, { url }, api] = await Promise.all([
      context.session(name),
      context.settings(name),
      context.api(name),
    ]);
    const { now } = context.world;
    return { examination: await examine({ session, api, url, now }), url };
  } catch (error) {
    // A file or a setting that is wrong is that system's trouble alone.
    if (!(error instanceof Fault) || (error.code !== "config" && error.code !== "usage")) throw error;
    const fault = error.with({ system: name });
    return { examination: { knocks: [], signedIn: undefined, version: undefined, fault }, url: undefined };
  }
}
