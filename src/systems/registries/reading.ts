import { Fault } from "../../errors.ts";
import type { Api } from "../../http/api.ts";
import type { Query } from "../../http/endpoint.ts";
import { messageIn } from "../../http/problem.ts";
import { Row } from "../../rows/row.ts";
import { abreast, ahead } from "../ahead.ts";
import { registries } from "./endpoints.ts";
import type { Asked } from "./filter.ts";
import type { Repeats } from "./repeats.ts";
import type { Manners } from "./settings.ts";

export interface Paging {
  /** Rows a request. */
  readonly pageSize: number;
  /** No more rows than this are wanted. */
  readonly limit: number | undefined;
}

/** A server whose pages never end is given up here. */
const mostPages = 100_000;

interface Page {
  readonly rows: readonly Row[];
  /** `pagination.total_count`, where the server tells it. */
  readonly total: number | undefined;
}

/**
 * One reading of the list, first page to last; each page without the rows that came before in it. A page that is not full is the last
 * one, unless the total says that there are more.
 * @throws Fault unavailable where the server gives the same page again.
 */
export async function* readingOf(
  api: Api,
  asked: Asked,
  { pageSize, limit = Number.POSITIVE_INFINITY }: Paging,
  manners: Manners,
  warn: (text: string) => void,
  repeats: Repeats,
): AsyncGenerator<Page> {
  const picks = asked.filter.ids.length > 0 || asked.filter.schedules.length > 0;
  // Rows that are left out here do not count for the limit, and a page as small as it would hold few others.
  const size = picks ? pageSize : Math.min(pageSize, limit);
  const unsure = manners.pageBase === "auto";
  const query = (page: number): Query => ({ paginate: true, page, page_size: size, ...asked.query });
  const by = (asking: Api) => (number: number) => pageOf(asking, query(number));
  let received = 0;
  let total: number | undefined;
  let turn = 0;
  let fullPage = 0;
  const isComplete = () => total === undefined || received >= total;
  for await (const page of pagesOf(api, by, manners.pageBase, size, limit, isComplete)) {
    const { rows } = page;
    turn += 1;
    if (turn > mostPages) throw new Fault("unavailable", "the list has no end", { system: api.system });
    // A later page that counts its own rows does not count the list.
    const told = turn > 1 && page.total === rows.length ? undefined : page.total;
    total = told ?? total;
    const fresh = repeats.without(rows);
    received += fresh.length;
    yield { rows: fresh, total: told };
    // Where no total is told, the longest page shows how many rows the server gives at most: maybe fewer than were asked for.
    if (total === undefined ? rows.length < fullPage : rows.length < size && received >= total) break;
    fullPage = Math.max(fullPage, rows.length);
    // Pages 0 and 1 may be the same one, or page 0 may be no page: where a server counts from 1.
    const otherBase = unsure && turn === (rows.length === 0 ? 1 : 2);
    if (fresh.length > 0 || otherBase) continue;
    if (rows.length === size && !(total !== undefined && received >= total)) {
      throw new Fault("unavailable", "the server gives the same page of registries again and again", {
        system: api.system,
      });
    }
    break;
  }
  const isFiltered = Object.keys(asked.query).length > 0;
  if (total !== undefined && received < total && !isFiltered) {
    warn(`the server counts ${total} registries, but its pages hold ${received}: the list may be incomplete`);
  }
}

/**
 * Page after page, for ever. Where the first one is full and tells the total, the pages that must follow it are fetched several at a
 * time; what comes after them, and all of a list whose total is not told, is asked for when it is wanted.
 */
async function* pagesOf(
  api: Api,
  by: (asking: Api) => (number: number) => Promise<Page>,
  base: Manners["pageBase"],
  size: number,
  limit: number,
  isComplete: () => boolean,
): AsyncGenerator<Page> {
  const fetch = by(api);
  let number = base === "1" ? 1 : 0;
  const first = await fetch(number).catch((error: unknown) => {
    if (base !== "auto" || !(error instanceof Fault) || error.status !== 400) throw error;
    // A server that counts from 1 may refuse page 0; where page 1 is refused too, the first refusal is the true one.
    number = 1;
    return fetch(1).catch(() => {
      throw error;
    });
  });
  yield first;
  number += 1;
  if (first.total !== undefined && first.rows.length === size) {
    const sure = Math.ceil(Math.min(first.total, limit) / size) - 1;
    yield* ahead(numbers(number, sure), abreast, (signal) => by(api.until(signal)), { warm: true });
    number += sure;
  }
  for (; ; number += 1)
    yield await fetch(number).catch((error: unknown) => {
      // Behind the last page there may be no page.
      const isEnd = first.rows.length > 0 && isComplete();
      if (!isEnd || !(error instanceof Fault) || error.status !== 400) throw error;
      return { rows: [], total: undefined };
    });
}

async function* numbers(from: number, count: number): AsyncGenerator<number> {
  for (let index = 0; index < count; index += 1) yield from + index;
}

async function pageOf(api: Api, query: Query): Promise<Page> {
  const page = await api.page(registries.list, { query }, ["data", "registries"]);
  return { rows: page.found ? page.rows : rowsIn(page.envelope, api), total: totalIn(page.envelope) };
}

/** `pagination.total_count` of an answer. */
export function totalIn(document: unknown): number | undefined {
  const { pagination } = (document ?? {}) as { pagination?: { total_count?: unknown } };
  const count = Number(pagination?.total_count ?? Number.NaN);
  return Number.isSafeInteger(count) && count >= 0 ? count : undefined;
}

/** Rows where the page does not show them: the list alone, or one registry where a list of one belongs. */
function rowsIn(envelope: unknown, api: Api): readonly Row[] {
  const data = (envelope as { data?: unknown } | null)?.data;
  const { registries: list, registry } = (data ?? {}) as { registries?: unknown; registry?: unknown };
  const found = list ?? registry ?? data;
  if (Array.isArray(found)) return found.map((one) => Row.of(one));
  if (typeof found === "object" && found !== null && "id" in found) return [Row.of(found)];
  const said = messageIn({ json: envelope, text: "", headers: {} });
  const missing = 'the answer holds no list of registries ("data.registries")';
  throw new Fault("unavailable", said === undefined ? missing : `${missing}: ${said}`, {
    system: api.system,
  });
}
