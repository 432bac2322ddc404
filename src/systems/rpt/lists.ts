import { Fault } from "../../errors.ts";
import type { Api, Page } from "../../http/api.ts";
import type { Call, Endpoint } from "../../http/endpoint.ts";
import { isRecord } from "../../record.ts";
import { Row, type Rows } from "../../rows/row.ts";
import { abreast, ahead } from "../ahead.ts";
import { listOf, member } from "./records.ts";

/** Rows a request. */
export const windowSize = 200;

/** The rows of one answer, and how many there are in all where the server tells. */
export interface RptPage {
  readonly rows: readonly Row[];
  readonly total: number | undefined;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * One answer's rows: the array under `key`, else the only array there is, else the answer itself: envelopes differ from
 * section to section, and the lists of users, roles and so on are bare.
 * @throws Fault unavailable where the answer holds no list.
 */
export async function pageOf<Names extends string>(
  api: Api,
  endpoint: Endpoint<Names>,
  call: Call<Names>,
  key: string | undefined,
): Promise<RptPage> {
  const page = await api.page(endpoint, call, key === undefined ? [] : [key]);
  const total = Number(member(page.envelope, "TotalSize") ?? Number.NaN);
  return {
    rows: rowsOf(api, page, key),
    total: Number.isSafeInteger(total) ? total : undefined,
    headers: page.headers,
  };
}

/** All rows of a list that has no windows. */
export async function* listWhole<Names extends string>(
  api: Api,
  endpoint: Endpoint<Names>,
  call: Call<Names>,
  key: string | undefined,
): Rows {
  const { rows } = await pageOf(api, endpoint, call, key);
  if (rows.length > 0) yield rows;
}

/** A list that is asked for by row numbers. */
export interface Windows {
  readonly key: string;
  /** The fewest rows that may be asked for: 2 where idxTo must be greater than idxFrom (13.4.1), else 1. */
  readonly least: 1 | 2;
  /** No more rows than this are wanted. */
  readonly limit: number | undefined;
}

/**
 * The rows window by window; `idxTo` is inclusive. The end is told by TotalSize, else by a window that is not full; a
 * server that minds no window gives everything at once. Once a full window has told the total, the ones that must follow are asked
 * for several at a time; where one of them has a gap, what comes after it is asked for anew.
 * @throws Fault unavailable where the server gives the same window again.
 */
export async function* listWindows<Names extends string>(
  api: Api,
  endpoint: Endpoint<Names>,
  call: Call<Names>,
  { key, least, limit }: Windows,
): Rows {
  const wanted = limit ?? Number.POSITIVE_INFINITY;
  const asking = (signal: AbortSignal) => {
    const bound = api.until(signal);
    return async (from: number) => {
      const size = Math.max(least, Math.min(windowSize, wanted - from));
      const query = { ...call.query, idxFrom: from, idxTo: from + size - 1 };
      return { ...(await pageOf(bound, endpoint, { ...call, query }, key)), size };
    };
  };
  let before: readonly Row[] = [];
  let from = 0;
  let sure = 0;
  while (from < wanted) {
    const windows = ahead(startsFrom(from, Math.min(sure, wanted)), abreast, asking, { warm: true });
    for await (const { rows, total, size } of windows) {
      if (rows.length === 0) return;
      if (isSame(before, rows)) {
        throw new Fault("unavailable", "the server gives the same rows again and again", {
          system: api.system,
        });
      }
      yield rows.slice(0, wanted - from);
      from += rows.length;
      before = rows;
      if (rows.length > size || (total === undefined ? rows.length < size : from >= total)) return;
      sure = rows.length === size ? (total ?? 0) : 0;
      if (rows.length < size) break;
    }
  }
}

/** Where windows begin: one at least, and all that begin before `end`. */
async function* startsFrom(first: number, end: number): AsyncGenerator<number> {
  yield first;
  for (let from = first + windowSize; from < end; from += windowSize) yield from;
}

function rowsOf(api: Api, { rows, found, envelope }: Page, key: string | undefined): readonly Row[] {
  if (found) return rows;
  if (Array.isArray(envelope)) return meantAsRows(api, envelope);
  if (isRecord(envelope)) {
    const named = key === undefined ? undefined : member(envelope, key);
    if (named !== undefined) return meantAsRows(api, listOf(named));
    const arrays = Object.values(envelope).filter((value) => Array.isArray(value));
    if (arrays.length === 1) return meantAsRows(api, arrays[0]!);
    // A mapper that leaves empty lists away leaves the total.
    if (Number(member(envelope, "TotalSize")) === 0 || Object.keys(envelope).length === 0) return [];
  }
  const what = key === undefined ? "no list" : `no list of ${key}`;
  throw new Fault("unavailable", `the answer holds ${what}`, { system: api.system });
}

/** Lists are of records, or of words; what stands where a list should may hold anything. */
function meantAsRows(api: Api, list: readonly unknown[]): readonly Row[] {
  if (list.every((one) => isRecord(one) || typeof one === "string")) return list.map((one) => Row.of(one));
  throw new Fault("unavailable", "the answer holds a list of something else", { system: api.system });
}

function isSame(before: readonly Row[], rows: readonly Row[]): boolean {
  return (
    before.length === rows.length &&
    rows.every((row, index) => Buffer.compare(row.bytes, before[index]!.bytes) === 0)
  );
}
