import { Fault } from "../errors.ts";
import { isRecord } from "../record.ts";
import { RowCutter } from "../rows/cutter.ts";
import { Row, type Rows } from "../rows/row.ts";
import type { Api } from "./api.ts";
import type { Call, Endpoint, Query } from "./endpoint.ts";

/** How a system's lists are paged, for requests that are typed out. */
export interface Paging {
  /** The query of the first page: what was typed, and what paging needs beside it. */
  first(query: Query): Query;
  /** The query of the page after one with so many rows; undefined where that was the last. */
  next(query: Query, rows: number): Query | undefined;
  /** Whether this fault is the system's way to say that there are no more rows. */
  isEnd(fault: Fault): boolean;
}

/** The rows of all pages; a page's rows are its only array, wherever at the top it stands, or else one level down. */
export async function* allRows(
  api: Api,
  endpoint: Endpoint<never>,
  call: Call<never>,
  paging: Paging,
  limit: number | undefined,
): Rows {
  let given = 0;
  for (let query: Query | undefined = paging.first(call.query ?? {}); query !== undefined; ) {
    const page = await api.json(endpoint, { ...call, query }).then(
      ({ row }) => row,
      (error: unknown) => {
        if (error instanceof Fault && paging.isEnd(error)) return Row.of([]);
        throw error;
      },
    );
    const path = pathOfArray(page.value);
    if (path === undefined)
      throw new Fault("failure", "--paginate: the answer holds no list", { system: api.system });
    const cutter = new RowCutter(path);
    const rows = cutter.push(page.bytes);
    cutter.end();
    if (rows.length > 0) yield rows;
    given += rows.length;
    if (limit !== undefined && given >= limit) return;
    query = paging.next(query, rows.length);
  }
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
