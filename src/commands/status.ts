import { defineCommand, one } from "../cli/command.ts";
import type { Context } from "../cli/context.ts";
import { duration, integer, when } from "../cli/values.ts";
import { configuredSystems, noSystem } from "../config/configured.ts";
import type { SystemName } from "../config/systems.ts";
import { Fault } from "../errors.ts";
import { millisTime, word } from "../output/cells.ts";
import type { Column, Tone } from "../output/result.ts";
import { Row } from "../rows/row.ts";
import type { Attention, AttentionWish, Notice } from "../systems/attention.ts";
import { loadSystem } from "../systems/index.ts";

export default defineCommand({
  summary: "Show what needs a person, in all systems",
  details:
    "Reports that failed or are in progress, registries that failed, pipelines that failed, wait or run, scopes whose rating is late, " +
    "and the next planned runs. A system that fails has a row that says so, and the others are shown; exit 11 then.",
  examples: ["rptctl status", "rptctl status --since -7d --next 10", "rptctl status -o json"],
  effect: "read",
  operands: {},
  flags: {
    since: one(when, "reports that failed since (default: yesterday)"),
    late: one(duration, "scopes further behind than this (default 4h)"),
    next: one(integer("N", 0), "how many of the next planned runs (default 5)"),
    most: one(integer("N", 1), "how many of a kind, the rest being counted (default 10)"),
  },
  async run(context, { flags }) {
    const { now } = context.world;
    const setting = { now: now(), timezone: context.timezone, note: context.note };
    const wish = {
      since: flags.since ?? (await when.parse("yesterday", setting)),
      late: flags.late,
      next: flags.next ?? 5,
      now: now(),
    };
    const parts = await partsOf(context);
    const failed: Fault[] = [];
    return {
      kind: "list",
      rows: rowsOf(context, parts, wish, flags.most ?? 10, failed),
      columns,
      id: "id",
      empty: parts.length === 0 ? noSystem : "Nothing needs a person.",
      outcome: () => ({ items: parts.length, failed }),
    };
  },
});

const tones: Readonly<Record<Notice["state"], Tone>> = {
  failed: "bad",
  missed: "bad",
  late: "bad",
  stopped: "bad",
  paused: "busy",
  "in progress": "busy",
  planned: "dim",
};

const columns: readonly Column[] = [
  { name: "system", text: word, tone: () => "strong" },
  { name: "kind", spare: true },
  { name: "state", text: word, tone: (value) => tones[value as Notice["state"]] },
  { name: "time", text: millisTime, spare: true },
  { name: "name", text: (value, { more }) => (more === undefined ? textOf(value) : `and ${more} more`) },
  { name: "id" },
  { name: "more", hidden: true },
  { name: "problem" },
];

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}

interface Part {
  readonly system: SystemName;
  readonly attention: Attention;
}

/** The parts of the systems that are configured and have one. */
async function partsOf(context: Context): Promise<readonly Part[]> {
  const names = configuredSystems(await context.config(), context.contextName, context.world.env);
  const parts = names.map(async (system) => {
    const attention = await (await loadSystem(system)).attention?.();
    return attention === undefined ? [] : [{ system, attention }];
  });
  return (await Promise.all(parts)).flat();
}

/** The rows of the systems in their order, all asked at once. */
async function* rowsOf(
  context: Context,
  parts: readonly Part[],
  wish: AttentionWish,
  most: number,
  failed: Fault[],
) {
  const all = parts.map((part) => noticesOf(context, part, wish));
  // What one throws is met when its turn comes.
  for (const each of all) each.catch(() => {});
  for (const [index, { system }] of parts.entries()) {
    const found = await all[index]!;
    if (found instanceof Fault) failed.push(found);
    const rows =
      found instanceof Fault
        ? [{ kind: "system", state: "failed", time: null, name: null, id: null, problem: found.message }]
        : shortened(found, most);
    yield rows.map((row) => Row.of({ system, context: context.contextName ?? null, ...row }));
  }
}

async function noticesOf(
  context: Context,
  { system, attention }: Part,
  wish: AttentionWish,
): Promise<readonly Notice[] | Fault> {
  try {
    const [api, settings] = await Promise.all([context.api(system), context.settings(system)]);
    return await attention(api, wish, { settings, warn: context.warn });
  } catch (error) {
    if (!(error instanceof Fault) || error.isInterruption) throw error;
    return error.with({ system });
  }
}

/** The first ones of each kind and state, and how many more there are. */
function shortened(notices: readonly Notice[], most: number): readonly object[] {
  const kinds = new Map<string, Notice[]>();
  for (const notice of notices) {
    const kind = `${notice.kind} ${notice.state}`;
    const same = kinds.get(kind);
    if (same === undefined) kinds.set(kind, [notice]);
    else same.push(notice);
  }
  return [...kinds.values()].flatMap((same) => {
    const { kind, state } = same[0]!;
    // Of planned runs there are always more, and as many came as were asked for.
    const shown = state === "planned" ? same : same.slice(0, most);
    const rows = shown.map(({ id = null, name = null, time = null }) => ({ kind, state, time, name, id }));
    const more = same.length - shown.length;
    return more === 0 ? rows : [...rows, { kind, state, time: null, name: null, id: null, more }];
  });
}
