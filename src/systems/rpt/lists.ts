import { Fault } from "../../errors.ts";
import type { Api, Page } from "../../http/api.ts";
import type { Call, Endpoint } from "../../http/endpoint.ts";
import { isRecord } from "../../record.ts";
import { Row, type Rows } from "../../rows/row.ts";
import { mayBeCapped, Seam } from "../../rows/seam.ts";
import { abreast, ahead } from "../ahead.ts";
import { changedTooMuch } from "../changed.ts";
import { listOf, member, textOf } from "./records.ts";

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
    total: Number.isSafeInteger(total) && total >= 0 ? total : undefined,
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
 * The rows window by window; `idxTo` is inclusive. Each window but the first begins with the last row of the one before, so that rows
 * which come or go meanwhile make no other row be missed or told twice. The end is a window that is not full, unless TotalSize knows
 * better; a server that minds no window gives everything at once. Once a full window has told the total, the ones that must
 * follow are asked for several at a time; where one of them has a gap, what comes after it is asked for anew.
 * @throws Fault unavailable where the server gives the same window again; partial where the list changes faster than it can be read.
 */
export async function* listWindows<Names extends string>(
  api: Api,
  endpoint: Endpoint<Names>,
  call: Call<Names>,
  { key, least, limit }: Windows,
): Rows {
  const wanted = limit ?? Number.POSITIVE_INFINITY;
  const seam = new Seam(nameOf);
  let given = 0;
  /** The row that is read next, as the server numbers them. */
  let from = 0;
  let sure = 0;
  let still = 0;
  const asking = (signal: AbortSignal) => {
    const bound = api.until(signal);
    const left = wanted - given + from;
    return (start: number) => windowOf(bound, start - Math.min(start, 1), Math.min(start + windowSize, left));
  };
  const windowOf = async (bound: Api, start: number, end: number) => {
    const asked = Math.max(start === 0 ? least : 1, end - start);
    const query = { ...call.query, idxFrom: start, idxTo: start + asked - 1 };
    return { ...(await pageOf(bound, endpoint, { ...call, query }, key)), start, asked };
  };
  while (given < wanted) {
    const windows = ahead(startsFrom(from, Math.min(sure, wanted)), abreast, asking, { warm: true });
    for await (const came of windows) {
      let window = came;
      let fresh = seam.join(window.rows);
      if (fresh === undefined) {
        const back = Math.max(0, from - seam.size);
        window = await windowOf(api, back, from + windowSize);
        fresh = seam.join(window.rows, back === 0);
        if (fresh === undefined) throw changedTooMuch(api);
      }
      const { rows, total, start, asked } = window;
      if (fresh.length > 0) yield fresh.slice(0, wanted - given);
      given += fresh.length;
      still = fresh.length === 0 ? still + 1 : 0;
      from = start + rows.length;
      // More than was asked for is all there is, unless the total knows better.
      if (rows.length > asked && (total === undefined || from >= total)) return;
      const isFull = rows.length >= asked;
      if (!isFull && (still > 0 ? rows.length <= 1 : !goesOn(rows.length, from, total))) return;
      if (still > mostStill) {
        throw new Fault("unavailable", "the server gives the same rows again and again", {
          system: api.system,
        });
      }
      sure = rows.length === asked ? (total ?? 0) : 0;
      // What was asked for ahead stands elsewhere now.
      if (rows.length !== asked || window !== came) break;
    }
  }
}

/** Full windows with nothing new, one after another, until a server is taken for one that minds no window. */
const mostStill = 2;

/** Whether there may be more behind a window that is not full. */
function goesOn(rows: number, from: number, total: number | undefined): boolean {
  return total === undefined ? mayBeCapped(rows) : from < total;
}

/** Where windows begin: one at least, and all that begin before `end`. */
async function* startsFrom(first: number, end: number): AsyncGenerator<number> {
  yield first;
  for (let from = first + windowSize; from < end; from += windowSize) yield from;
}

/** What names a row of a list, however its section calls that; of a parameter's value the whole row. */
export function nameOf(row: Row): string {
  return textOf(row.value, "GUID") ?? textOf(row.value, "ReportID") ?? row.text;
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
