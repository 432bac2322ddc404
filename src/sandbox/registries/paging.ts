import { badPagination } from "./errors.ts";

/** The page that is asked for; undefined: all rows on none. */
export interface Page {
  /** From 0. */
  readonly index: number;
  readonly size: number;
}

/** Reads `paginate`, which must be there, and with it `page` and `page_size`. Throws a Refusal. */
export function readPage(query: URLSearchParams): Page | undefined {
  const paginate = query.get("paginate");
  if (paginate === "false") return undefined;
  if (paginate !== "true") throw badPagination();
  const index = whole(query.get("page"));
  const size = whole(query.get("page_size"));
  if (size === 0) throw badPagination();
  return { index, size };
}

function whole(text: string | null): number {
  const number = Number(text);
  if (text === null || !/^\d+$/.test(text) || !Number.isSafeInteger(number)) throw badPagination();
  return number;
}

/** What the answer says of the page: `page` counts from 0 as the request does, `first` and `last` from 1. */
export function pagination(page: Page, total: number): object {
  const pages = Math.ceil(total / page.size);
  return { first: 1, last: Math.max(1, pages), page: page.index, total_count: total, total_pages: pages };
}
