import { Fault } from "../../errors.ts";
import type { Api } from "../../http/api.ts";
import type { Row } from "../../rows/row.ts";
import type { Scope } from "./columns.ts";
import { scopes } from "./endpoints.ts";
import { collectScopes, type ScopeFilter } from "./list.ts";

/** A scope as it was found, and what it is now. */
export interface Found {
  readonly row: Row;
  readonly scope: Scope;
}

/** CloudKitty silently acts on the first hundred active rows that match, whatever was asked: measured up to version 25. */
const mostRows = 100;

/** Commas separate ids in the server's reading even within a list: it would reset two other scopes. */
export function canReset({ scope }: Found): boolean {
  return !scope.scope_id.includes(",");
}

/** The requests that reset these scopes between them: ids whose rows do not exceed what one request reaches. */
export function requestsFor(found: readonly Found[]): readonly (readonly Found[])[] {
  const byId = new Map<string, Found[]>();
  for (const one of found) byId.set(one.scope.scope_id, [...(byId.get(one.scope.scope_id) ?? []), one]);
  const requests: Found[][] = [];
  for (const rows of byId.values()) {
    const last = requests.at(-1);
    if (last !== undefined && last.length + rows.length <= mostRows) last.push(...rows);
    else requests.push([...rows]);
  }
  return requests;
}

/** Where the time comes from, in milliseconds. */
export interface Clock {
  now(): number;
  sleep(milliseconds: number): Promise<void>;
}

/** What became of scopes; those that changed as they are now. */
export interface Outcome {
  readonly changed: readonly Found[];
  readonly unchanged: readonly Found[];
}

/** How often a request is sent that comes to nothing, and for how long each time nothing more must happen. */
const tries = 3;
const patience = 10_000;

/**
 * Resets the scopes of one request to `to` (milliseconds) and waits until the server has done it. It answers 202 at once;
 * its processor gets to it later, or drops it: two requests at a time run into each other's database locks, and what
 * failed there is not tried again. So one request goes out after the other, and what did not change is asked for again.
 */
export async function resetScopes(
  api: Api,
  found: readonly Found[],
  filter: ScopeFilter,
  to: number,
  clock: Clock,
): Promise<Outcome> {
  const changed: Found[] = [];
  let unchanged = found;
  for (let tried = 0; tried < tries && unchanged.length > 0; tried += 1) {
    await sendReset(api, unchanged, filter, to);
    const outcome = await awaitReset(api, unchanged, filter, to, clock).catch((error: unknown) => {
      if (!(error instanceof Fault)) throw error;
      throw error.with({ hints: ["the server took the reset: look whether it was carried out"] });
    });
    changed.push(...outcome.changed);
    unchanged = outcome.unchanged;
  }
  return { changed, unchanged };
}

/** Asks for scopes to be processed again from `to` on. */
async function sendReset(api: Api, found: readonly Found[], filter: ScopeFilter, to: number): Promise<void> {
  const ids = [...new Set(found.map(({ scope }) => scope.scope_id))];
  const timestamp = `${new Date(to).toISOString().slice(0, 19)}+00:00`;
  const parts = {
    scope_id: ids,
    ...(filter.keys.length === 0 ? {} : { scope_key: filter.keys }),
    ...(filter.collectors.length === 0 ? {} : { collector: filter.collectors }),
    ...(filter.fetchers.length === 0 ? {} : { fetcher: filter.fetchers }),
  };
  // Old servers know the instant as `state` alone; from version 19 on that name is refused.
  const [name, other] = found.some(({ scope }) => "last_processed_timestamp" in scope)
    ? ["last_processed_timestamp", "state"]
    : ["state", "last_processed_timestamp"];
  await api.json(scopes.reset, { json: { ...parts, [name]: timestamp } }).catch((error: unknown) => {
    if (!(error instanceof Fault) || error.status !== 400 || !error.message.includes(name)) throw error;
    return api.json(scopes.reset, { json: { ...parts, [other]: timestamp } });
  });
}

/** Milliseconds between two looks, then the same for the rest of the time. */
const looks = [100, 200, 400, 800];

/** Looks until the scopes were reset to `to`, or none more was for the time of our patience. */
async function awaitReset(
  api: Api,
  found: readonly Found[],
  filter: ScopeFilter,
  to: number,
  clock: Clock,
): Promise<Outcome> {
  const keyOf = ({ scope }: Found) =>
    JSON.stringify([scope.scope_id, scope.scope_key, scope.fetcher, scope.collector]);
  let end = clock.now() + patience;
  const before = new Map(found.map((one) => [keyOf(one), instantOf(one.scope)]));
  const changed = new Map<string, Found>();
  for (let look = 0; ; look += 1) {
    const open = found.filter((one) => !changed.has(keyOf(one)));
    const ids = [...new Set(open.map(({ scope }) => scope.scope_id))];
    for (const now of await collectScopes(api, { ...filter, ids, active: undefined })) {
      const stood = before.get(keyOf(now));
      if (stood === undefined || changed.has(keyOf(now)) || !wasReset(stood, instantOf(now.scope), to))
        continue;
      changed.set(keyOf(now), now);
      end = clock.now() + patience;
    }
    const unchanged = found.filter((one) => !changed.has(keyOf(one)));
    if (unchanged.length === 0 || clock.now() >= end) return { changed: [...changed.values()], unchanged };
    await clock.sleep(looks[look] ?? 1500);
  }
}

/**
 * Whether a scope that stood at `before` and stands at `now` was reset to `to`. Its processing goes on from there at once, so it
 * may already be further. Databases keep whole seconds at the least.
 */
function wasReset(before: number, now: number, to: number): boolean {
  if (Math.abs(now - to) < 1000) return true;
  return now > to && now !== before && !(now > before && before > to);
}

/** NaN where the scope was never processed. */
function instantOf(scope: Scope): number {
  const text = scope.last_processed_timestamp ?? scope.state ?? "";
  return Date.parse(/(?:Z|[+-]\d\d:?\d\d)$/.test(text) ? text : `${text}Z`);
}
