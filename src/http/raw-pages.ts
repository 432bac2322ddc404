import { Fault } from "../errors.ts";
import { isRecord } from "../record.ts";
import { RowCutter } from "../rows/cutter.ts";
import { Row, type Rows } from "../rows/row.ts";
import { Seam } from "../rows/seam.ts";
import type { Api } from "./api.ts";
import type { Call, Endpoint, Query } from "./endpoint.ts";

/** How a system's lists are paged, for requests that are typed out. */
export interface Paging {
  /** The query of the first page: what was typed, and what paging needs beside it. */
  first(query: Query): Query;
  /** The query of the page after one with so many rows; undefined where that was the last. */
  next(query: Query, rows: number, isFirst: boolean): Query | undefined;
  /** Whether this fault is the system's way to say that there are no more rows. */
  isEnd(fault: Fault, isFirst: boolean): boolean;
  /** What names a row, whatever else of it changes. */
  nameOf(row: Row): string;
  /** Whether each page but the first begins with the last row of the one before. Where pages are numbered, only a total tells of changes. */
  readonly overlaps: boolean;
  /** How many rows the list has, as an answer tells it. */
  totalOf?(document: unknown): unknown;
}

/** Pages with nothing new, one after another, until a server is taken for one that minds no paging. */
const mostStill = 2;

/**
 * The rows of all pages, each once; a page's rows are its only array, wherever at the top it stands, or else one level down.
 * @throws Fault failure where there is no such list; unavailable for the same page again; partial where rows may have been missed,
 * since the list changed while it was read.
 */
export async function* allRows(
  api: Api,
  endpoint: Endpoint<never>,
  call: Call<never>,
  paging: Paging,
  limit: number | undefined,
): Rows {
  const seam = new Seam((row) => paging.nameOf(row));
  const totals = new Set<unknown>();
  let isFirst = true;
  let given = 0;
  let still = 0;
  for (let query: Query | undefined = paging.first(call.query ?? {}); query !== undefined; isFirst = false) {
    const page = await api.json(endpoint, { ...call, query }).then(
      ({ row }) => row,
      (error: unknown) => {
        if (error instanceof Fault && paging.isEnd(error, isFirst)) return Row.of([]);
        throw error;
      },
    );
    const path = pathOfArray(page.value);
    if (path === undefined)
      throw new Fault("failure", "--paginate: the answer holds no list", { system: api.system });
    const cutter = new RowCutter(path);
    const rows = cutter.push(page.bytes);
    cutter.end();
    const total = paging.totalOf?.(page.value);
    // A later page that counts its own rows does not count the list.
    if (total !== undefined && (isFirst || total !== rows.length)) totals.add(total);
    const fresh = paging.overlaps ? seam.join(rows) : seam.without(rows);
    if (fresh === undefined) throw changed(api);
    if (fresh.length > 0) yield fresh;
    given += fresh.length;
    if (limit !== undefined && given >= limit) return;
    still = fresh.length > 0 ? 0 : still + 1;
    query = paging.next(query, rows.length, isFirst);
    if (query !== undefined && still > mostStill) {
      throw new Fault("unavailable", "the server gives the same rows again and again", {
        system: api.system,
      });
    }
  }
  if (totals.size > 1) throw changed(api);
}

function changed(api: Api): Fault {
  return new Fault("partial", "--paginate: the list changed while it was read: rows may be missing", {
    system: api.system,
    hints: ["run it again"],
  });
}

/** The keys that lead to the only array; undefined where there is none, or no telling which one is meant. */
function pathOfArray(document: unknown): readonly string[] | undefined {
  if (Array.isArray(document)) return [];
  if (!isRecord(document)) return undefined;
  const top = arraysIn(document);
  const deeper = Object.entries(document).flatMap(([key, value]) =>
    isRecord(value) ? arraysIn(value).map((path) => [key, ...path]) : [],
  );
  const paths = top.length > 0 ? top : deeper;
  return paths.length === 1 ? paths[0] : undefined;
}

function arraysIn(record: Readonly<Record<string, unknown>>): string[][] {
  return Object.keys(record)
    .filter((key) => Array.isArray(record[key]))
    .map((key) => [key]);
}
