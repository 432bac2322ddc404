import type { Api } from "../../http/api.ts";
import type { Rows } from "../../rows/row.ts";
import { changedTooMuch } from "../changed.ts";
import { type Asked, picker } from "./filter.ts";
import { type Paging, readingOf } from "./reading.ts";
import { Repeats } from "./repeats.ts";
import type { Manners } from "./settings.ts";

export const defaultPageSize = 500;

/** How often a list is read whose length changes meanwhile. */
const mostReadings = 3;

/**
 * The registries that match, a page at a time; the next page is asked for when it is wanted. What the server says of its pages
 * (`first`, `last`, `page`) is not relied on, since its page shows both numberings: rows are counted, and repeats are dropped. Where
 * the total changes while pages are read, a deleted row may have moved others to a page that was read before: then the list is read again.
 * @throws Fault unavailable where the server gives the same page again; partial where it changes in every reading.
 */
export async function* listRegistries(
  api: Api,
  asked: Asked,
  paging: Paging,
  manners: Manners,
  warn: (text: string) => void,
): Rows {
  const picked = picker(asked, manners, warn);
  const repeats = new Repeats();
  let left = paging.limit ?? Number.POSITIVE_INFINITY;
  for (let reading = 1; left > 0; reading += 1) {
    const totals = new Set<number | undefined>();
    const own = reading === 1 ? repeats : new Repeats();
    for await (const page of readingOf(api, asked, paging, manners, warn, own)) {
      totals.add(page.total);
      const fresh = own === repeats ? page.rows : repeats.without(page.rows);
      const rows = picked(fresh).slice(0, left);
      if (rows.length > 0) yield rows;
      left -= rows.length;
      if (left === 0) return;
    }
    totals.delete(undefined);
    if (totals.size <= 1) return;
    if (reading === mostReadings || !repeats.knowsAll) throw changedTooMuch(api);
  }
}
