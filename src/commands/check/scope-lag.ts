import { defineCommand, manyOrCommas, one } from "../../cli/command.ts";
import { duration, text } from "../../cli/values.ts";
import { counted } from "../../counted.ts";
import type { CheckResult, CheckState } from "../../output/result.ts";
import { lateAfter, type ScopeLag, scopeLags } from "../../systems/scope/lag.ts";
import { formatLocal } from "../../times/local.ts";
import { scopeId } from "../ids.ts";
import { inSeconds, type Limits, levelOf, limits, long, worstOf } from "./level.ts";

export default defineCommand({
  summary: "Check how far the rating of scopes is behind",
  details:
    "Looks at active scopes. One that was never rated counts from its activation. " +
    "CloudKitty as it is installed is two to three hours behind when it is well.",
  examples: [
    "rptctl check scope-lag --warn 4d --crit 8d",
    {
      line: "rptctl check scope-lag --collector gnocchi",
      says: "With the usual 4h and 8h, some are late",
      exit: 2,
    },
  ],
  effect: "read",
  oneContext: true,
  operands: {},
  flags: {
    warn: one(duration, "a scope that is further behind is a warning (default 4h)"),
    crit: one(duration, "and critical (default 8h, or twice --warn)"),
    id: manyOrCommas(scopeId, "these scopes"),
    key: manyOrCommas(text("KEY"), "scopes with this scope key"),
    collector: manyOrCommas(text("NAME"), "scopes of this collector"),
    fetcher: manyOrCommas(text("NAME"), "scopes of this fetcher"),
  },
  async run(context, { flags }) {
    const warn = flags.warn ?? Math.min(lateAfter, flags.crit ?? lateAfter);
    const bounds = limits(warn, flags.crit ?? 2 * warn);
    const filter = { ids: flags.id, keys: flags.key, collectors: flags.collector, fetchers: flags.fetcher };
    const found: ScopeLag[] = [];
    for await (const lag of scopeLags(await context.api("scope"), filter, context.world.now()))
      found.push(lag);
    return resultOf(found, bounds, context.timezone);
  },
});

function resultOf(found: readonly ScopeLag[], bounds: Limits, timezone: string): CheckResult {
  const base = { kind: "check", service: "SCOPE-LAG" } as const;
  if (found.length === 0)
    return { ...base, state: "UNKNOWN", text: "no active scope matches", perfdata: [], details: [] };
  const states = found.map((scope) => ({ scope, state: stateOf(scope, bounds) }));
  const bad = states.filter(({ state }) => state !== "OK");
  const most = Math.max(0, ...found.map(({ lag = 0 }) => lag));
  const critical = bad.filter(({ state }) => state === "CRITICAL").length;
  const text =
    bad.length === 0
      ? `${counted(found.length, "scope")}, the last one ${long(most)} behind`
      : `${bad.length} of ${counted(found.length, "scope")} late${most > 0 ? `, the last one by ${long(most)}` : ""}`;
  return {
    ...base,
    state: worstOf(states.map(({ state }) => state)),
    text,
    perfdata: [
      {
        label: "lag",
        value: inSeconds(most),
        unit: "s",
        warn: inSeconds(bounds.warn),
        crit: inSeconds(bounds.crit),
        min: 0,
      },
      { label: "late", value: bad.length, min: 0, max: found.length },
      { label: "critical", value: critical, min: 0, max: found.length },
    ],
    details: bad
      .toSorted((one, other) => (other.scope.lag ?? 0) - (one.scope.lag ?? 0))
      .map(({ scope, state }) => `${state}: ${scope.id} ${standing(scope, timezone)}`),
  };
}

/** Of a scope that was never rated and does not say since when it could be, nobody knows whether it is late. */
function stateOf({ lag }: ScopeLag, bounds: Limits): CheckState {
  return lag === undefined ? "WARNING" : levelOf(lag, bounds);
}

function standing({ lag, processedTo }: ScopeLag, timezone: string): string {
  if (processedTo !== undefined)
    return `is rated up to ${formatLocal(processedTo, timezone)}, ${long(lag ?? 0)} ago`;
  return lag === undefined ? "was never rated" : `was never rated since its activation ${long(lag)} ago`;
}
