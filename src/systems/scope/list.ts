import { Fault } from "../../errors.ts";
import type { Api } from "../../http/api.ts";
import type { Row, Rows } from "../../rows/row.ts";
import type { Scope } from "./columns.ts";
import { results, scopes } from "./endpoints.ts";
import { nothingFound } from "./errors.ts";

/** Which scopes are wanted: within one filter any of its values, between filters all. Empty lists filter nothing. */
export interface ScopeFilter {
  readonly ids: readonly string[];
  readonly keys: readonly string[];
  readonly collectors: readonly string[];
  readonly fetchers: readonly string[];
  readonly active: boolean | undefined;
}

export const everyScope: ScopeFilter = { ids: [], keys: [], collectors: [], fetchers: [], active: undefined };

export interface Paging {
  /** Rows a request. */
  readonly pageSize: number;
  /** No more rows than this are wanted. */
  readonly limit: number | undefined;
}

export const defaultPageSize = 1000;

/** The most characters of ids in one request: from 32 kB of URL on the server silently forgets the filter. */
const longestIds = 8000;

/**
 * The scopes that match, a page at a time; the next page is asked for when it is wanted. CloudKitty tells neither a total nor a
 * next page: a page that is not full, or a 404, is the end.
 * @throws Fault unavailable where the server answers with scopes that were not asked for.
 */
export async function* listScopes(api: Api, filter: ScopeFilter, paging: Paging): Rows {
  let left = paging.limit ?? Number.POSITIVE_INFINITY;
  // A comma always separates values there, so ids that hold one are picked out on our side.
  const byServer = filter.ids.every((id) => !id.includes(","));
  const asked = filter.ids.length === 0 ? undefined : new Set(filter.ids);
  for (const ids of byServer ? requestsOf(filter.ids) : [[]]) {
    for (let offset = 0; left > 0; ) {
      const size = byServer ? Math.min(paging.pageSize, left) : paging.pageSize;
      const page = await pageOfScopes(api, { ...filter, ids }, offset, size);
      if (asked !== undefined && byServer) checkAsked(api, page, asked);
      const wanted = asked === undefined || byServer ? page : page.filter((row) => asked.has(idOf(row)));
      const rows = wanted.slice(0, left);
      if (rows.length > 0) yield rows;
      left -= rows.length;
      offset += page.length;
      if (page.length < size) break;
    }
  }
}

/** All the matching scopes, parsed: for few. */
export async function collectScopes(api: Api, filter: ScopeFilter): Promise<{ row: Row; scope: Scope }[]> {
  const found: { row: Row; scope: Scope }[] = [];
  for await (const rows of listScopes(api, filter, { pageSize: defaultPageSize, limit: undefined })) {
    for (const row of rows) found.push({ row, scope: row.value as Scope });
  }
  return found;
}

async function pageOfScopes(
  api: Api,
  filter: ScopeFilter,
  offset: number,
  size: number,
): Promise<readonly Row[]> {
  const query = {
    scope_id: filter.ids,
    scope_key: filter.keys,
    collector: filter.collectors,
    fetcher: filter.fetchers,
    active: filter.active === undefined ? undefined : Number(filter.active),
    offset,
    limit: size,
  };
  const page = await api.page(scopes.list, { query }, results).catch((error: unknown) => {
    if (error instanceof Fault && error.subcode === nothingFound)
      return { rows: [], found: true, envelope: {} };
    throw error;
  });
  if (!page.found) {
    throw new Fault("unavailable", 'the answer holds no list of scopes ("results")', { system: api.system });
  }
  return page.rows;
}

function checkAsked(api: Api, rows: readonly Row[], asked: ReadonlySet<string>): void {
  if (rows.every((row) => asked.has(idOf(row)))) return;
  throw new Fault("unavailable", "the server ignored the filter and answered with other scopes", {
    system: api.system,
    hints: ["something between rptctl and CloudKitty may cut off long URLs"],
  });
}

function idOf(row: Row): string {
  return (row.value as Scope).scope_id;
}

/** The ids, spread over as many requests as their length needs; one request without ids where none are named. */
function requestsOf(ids: readonly string[]): readonly (readonly string[])[] {
  if (ids.length === 0) return [[]];
  const requests: string[][] = [];
  let size = Number.POSITIVE_INFINITY;
  for (const id of new Set(ids)) {
    const length = encodeURIComponent(id).length + "&scope_id=".length;
    if (size + length > longestIds) {
      requests.push([]);
      size = 0;
    }
    requests.at(-1)!.push(id);
    size += length;
  }
  return requests;
}
