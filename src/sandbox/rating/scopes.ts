import { Crash } from "./errors.ts";

/** A row of the table; the three names are null where POST was called without them. */
export interface Scope {
  identifier: string;
  scope_key: string | null;
  fetcher: string | null;
  collector: string | null;
  /** As printed: `2024-05-01T00:00:00+00:00`. */
  last_processed_timestamp: string;
  active: boolean;
  scope_activation_toggle_date: string;
}

/** What CloudKitty itself falls back to where a row is looked up without these. */
const configured = { scope_key: "project_id", fetcher: "keystone", collector: "gnocchi" };

export type Names = Pick<Scope, "scope_key" | "fetcher" | "collector">;

/** An empty list, an empty text and undefined all mean: not filtered by this. */
export interface Filters {
  readonly identifier?: readonly string[] | string | undefined;
  readonly scope_key?: readonly string[] | undefined;
  readonly fetcher?: readonly string[] | undefined;
  readonly collector?: readonly string[] | undefined;
  /** 1 and 0; the query may ask for others, which match nothing. */
  readonly active?: readonly bigint[] | undefined;
  readonly limit?: bigint;
  readonly offset?: bigint;
}

/**
 * The rows that match, at most 100 unless a limit is given: in the order they were made, or sorted by id (the index
 * that SQLite goes by) when ids are asked for.
 */
export function select(rows: readonly Scope[], filters: Filters): Scope[] {
  const { limit = 100n, offset = 0n } = filters;
  const tooLarge = [limit, offset, ...(filters.active ?? [])].some((number) => number >= 2n ** 63n);
  // The database's integers end there.
  if (tooLarge) throw new Crash();
  const tests: ((row: Scope) => boolean)[] = [];
  for (const name of ["identifier", "scope_key", "fetcher", "collector"] as const) {
    const wanted = filters[name];
    if (wanted === undefined || wanted.length === 0) continue;
    const set = new Set<string | null>(typeof wanted === "string" ? [wanted] : wanted);
    tests.push((row) => set.has(row[name]));
  }
  const active = filters.active;
  if (active !== undefined && active.length > 0) tests.push((row) => active.includes(row.active ? 1n : 0n));
  const found = rows.filter((row) => tests.every((test) => test(row)));
  if (filters.identifier !== undefined && filters.identifier.length > 0) found.sort(byIndex);
  return found.slice(Number(offset), Number(offset + limit));
}

const indexed = ["identifier", "scope_key", "collector", "fetcher"] as const;

function byIndex(a: Scope, b: Scope): number {
  for (const name of indexed) {
    const order = Buffer.compare(Buffer.from(a[name] ?? ""), Buffer.from(b[name] ?? ""));
    if (order !== 0) return order;
  }
  return 0;
}

/**
 * The row that an update goes to. A row without any of the three names is found as well, and given the configured ones:
 * how a row that POST spoiled is healed.
 */
export function locate(rows: readonly Scope[], identifier: string, names: Names): Scope | undefined {
  const scope_key = names.scope_key || configured.scope_key;
  const fetcher = names.fetcher || configured.fetcher;
  const collector = names.collector || configured.collector;
  const mine = rows.filter((row) => row.identifier === identifier);
  const exact = mine.find(
    (row) => row.scope_key === scope_key && row.fetcher === fetcher && row.collector === collector,
  );
  if (exact !== undefined) return exact;
  const bare = mine.find((row) => row.scope_key === null && row.fetcher === null && row.collector === null);
  return bare && Object.assign(bare, { scope_key, fetcher, collector });
}

/** The database's unique index: of the same id and names there is one row; a null is like no other. */
export function clashes(rows: readonly Scope[], row: Scope): boolean {
  return rows.some(
    (other) => other !== row && indexed.every((name) => other[name] !== null && other[name] === row[name]),
  );
}
