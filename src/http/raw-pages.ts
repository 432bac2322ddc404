import { Fault } from "../errors.ts";
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
    const document = await api.json(endpoint, { ...call, query }).then(
      ({ row }) => row.value,
      (error: unknown) => {
        if (error instanceof Fault && paging.isEnd(error)) return [];
        throw error;
      },
    );
    const rows = onlyArray(document);
    if (rows === undefined)
      throw new Fault("failure", "--paginate: the answer holds no list", { system: api.system });
    if (rows.length > 0) yield rows.map((row) => Row.of(row));
    given += rows.length;
    if (limit !== undefined && given >= limit) return;
    query = paging.next(query, rows.length);
  }
}

function onlyArray(document: unknown): readonly unknown[] | undefined {
  if (Array.isArray(document)) return document;
  if (typeof document !== "object" || document === null) return undefined;
  const members = Object.values(document);
  const arraysIn = (values: unknown[]) => values.filter((value) => Array.isArray(value));
  const top = arraysIn(members);
  const arrays = top.length > 0 ? top : arraysIn(members.flatMap((value) => Object.values(value ?? {})));
  return arrays.length === 1 ? arrays[0] : undefined;
}
