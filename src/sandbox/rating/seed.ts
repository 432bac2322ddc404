import { createHash } from "node:crypto";
import { printTime } from "./iso-time.ts";
import type { Scope } from "./scopes.ts";

const hour = 3_600_000;
const day = 24 * hour;

/** The namespaces of an imaginary mail-order firm; its other scopes are OpenStack projects. The 2nd and 4th are inactive. */
const namespaces = ["checkout", "legacy-shop", "warehouse", "trial-search", "payroll", "build-farm"];

/**
 * `count` scopes, the same for the same count and time. Every fifth is a Prometheus namespace, the rest are Keystone
 * projects; every tenth is inactive; most were processed within the last hours, some lag by days; with 20 or more, the
 * last repeats the first one's id under other names, so that this id is ambiguous.
 */
export function seedScopes(count: number, now: number): Scope[] {
  const thisHour = Math.floor(now / hour) * hour;
  return Array.from({ length: count }, (_, index) => scope(index, count, thisHour));
}

function scope(index: number, count: number, thisHour: number): Scope {
  const repeats = count >= 20 && index === count - 1;
  const cluster = index % 5 === 4 || repeats;
  const identifier = cluster && !repeats ? namespace((index - 4) / 5) : projectId(repeats ? 0 : index);
  const lag = index % 7 === 6 ? 2 * day + index * hour : (1 + (index % 3)) * hour;
  return {
    identifier,
    ...(cluster
      ? { scope_key: "namespace", fetcher: "prometheus", collector: "prometheus" }
      : { scope_key: "project_id", fetcher: "keystone", collector: "gnocchi" }),
    last_processed_timestamp: printTime(thisHour - lag),
    active: index % 10 !== 9,
    scope_activation_toggle_date: printTime(thisHour - (30 + (index % 300)) * day),
  };
}

function namespace(index: number): string {
  const name = namespaces[index % namespaces.length];
  const round = Math.floor(index / namespaces.length);
  return round === 0 ? `${name}` : `${name}-${round + 1}`;
}

const projectId = (index: number) => createHash("md5").update(`project ${index}`).digest("hex");
