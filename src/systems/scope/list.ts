import { Fault, usage } from "../../errors.ts";
import type { Api } from "../../http/api.ts";
import type { Row, Rows } from "../../rows/row.ts";
import type { Scope } from "./columns.ts";
import { noScope, type ScopeFilter, ScopePages } from "./pages.ts";

export type { ScopeFilter } from "./pages.ts";

export const everyScope: ScopeFilter = { ids: [], keys: [], collectors: [], fetchers: [], active: undefined };

export interface Paging {
  /** Rows a request. */
  readonly pageSize: number;
  /** No more rows than this are wanted. */
  readonly limit: number | undefined;
}

export const defaultPageSize = 1000;

/** The most characters of ids, or of the other filters, in one request: from 32 kB of URL on the server silently forgets them. */
const longestPart = 8000;

/**
 * The scopes that match, a page at a time; the second page is asked for when it is wanted, those behind it one ahead. Ids are case
 * sensitive, whatever the server's database thinks.
 * @throws Fault unavailable where the server answers with scopes that were not asked for; Fault usage for filters too long to
 * send; Fault partial where scopes may have been missed.
 */
export async function* listScopes(api: Api, filter: ScopeFilter, paging: Paging): Rows {
  let left = paging.limit ?? Number.POSITIVE_INFINITY;
  // A comma always separates values there, so ids that hold one are picked out on our side.
  const byServer = filter.ids.every((id) => !id.includes(","));
  const picked = picker(api, filter.ids, byServer);
  checkLength(filter);
  const size = () => (byServer ? Math.min(paging.pageSize, left) : paging.pageSize);
  for (const ids of byServer ? requestsOf(filter.ids) : [[]]) {
    const pages = new ScopePages(api, { ...filter, ids });
    for (let more = left > 0; more; ) {
      const page = await pages.next(size());
      const rows = picked(page.rows).slice(0, left);
      left -= rows.length;
      more = page.more && left > 0;
      // Who wanted a second page reads on, and the server works while this one is printed.
      if (more && !page.isFirst) pages.ask(size());
      if (rows.length > 0) yield rows;
    }
  }
}

/** All the matching scopes, parsed: for few. */
export async function collectScopes(api: Api, filter: ScopeFilter): Promise<{ row: Row; scope: Scope }[]> {
  const found: { row: Row; scope: Scope }[] = [];
  for await (const rows of listScopes(api, filter, { pageSize: defaultPageSize, limit: undefined })) {
    for (const row of rows) found.push({ row, scope: scopeOf(api, row) });
  }
  return found;
}

/** Picks the rows of these ids; of all scopes where no id is named. A server that had the ids must answer with no others. */
function picker(
  api: Api,
  ids: readonly string[],
  byServer: boolean,
): (rows: readonly Row[]) => readonly Row[] {
  if (ids.length === 0) return (rows) => rows;
  const exact = new Set(ids);
  const alike = new Set(ids.map(folded));
  return (rows) =>
    rows.filter((row) => {
      const id = scopeOf(api, row).scope_id;
      if (byServer && !alike.has(folded(id))) {
        throw new Fault("unavailable", "the server ignored the filter and answered with other scopes", {
          system: api.system,
          hints: ["something between rptctl and CloudKitty may cut off long URLs"],
        });
      }
      return exact.has(id);
    });
}

/** What MySQL takes for the same text: it minds neither case nor accents, nor blanks at the end. */
function folded(id: string): string {
  return id.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().trimEnd();
}

function scopeOf(api: Api, row: Row): Scope {
  const scope = row.value as Scope | null;
  if (typeof scope?.scope_id === "string") return scope;
  throw noScope(api);
}

const lengthOf = (values: readonly string[]): number =>
  values.reduce((sum, value) => sum + encodeURIComponent(value).length + "&scope_key=".length, 0);

function checkLength({ keys, collectors, fetchers }: ScopeFilter): void {
  if (lengthOf(keys) + lengthOf(collectors) + lengthOf(fetchers) <= longestPart) return;
  throw usage("--key, --collector and --fetcher are too long for one request", "give fewer values at a time");
}

/** The ids, spread over as many requests as their length needs; one request without ids where none are named. */
function requestsOf(ids: readonly string[]): readonly (readonly string[])[] {
  if (ids.length === 0) return [[]];
  const requests: string[][] = [];
  let size = Number.POSITIVE_INFINITY;
  for (const id of new Set(ids)) {
    const length = lengthOf([id]);
    if (size + length > longestPart) {
      requests.push([]);
      size = 0;
    }
    requests.at(-1)!.push(id);
    size += length;
  }
  return requests;
}
