import type { Row } from "./row.ts";

/** Rows that are remembered at least, where so many came: how far a list may have moved between two of its pages. */
const remembered = 1000;

/**
 * Joins the pages of a list that changes while it is read. Each page but the first is asked for from the last row of the one before it
 * on: where it begins with that row, nothing between them was missed. Else rows were inserted or deleted before it, and
 * what came before shows where the new rows begin.
 */
export class Seam {
  readonly #keyOf: (row: Row) => string;
  readonly #pages: (readonly Row[])[] = [];
  #last: string | undefined;
  #size = 0;
  #isWhole = true;
  /** The furthest row that came, where the last page did not reach it again: rows that came before may stand on the next. */
  #furthest: string | undefined;

  /** `keyOf` tells what names a row, whatever else of it changes. */
  constructor(keyOf: (row: Row) => string) {
    this.#keyOf = keyOf;
  }

  /** How many of the latest rows are remembered. */
  get size(): number {
    return this.#size;
  }

  /**
   * The rows of the next page that did not come before. Undefined where none of it came before, so that rows may be missing between: then
   * the list is to be read again from `size` rows earlier on. `isStart` says that the page begins where the list does.
   */
  join(page: readonly Row[], isStart = false): readonly Row[] | undefined {
    const fresh = this.#freshOf(page, isStart);
    if (fresh !== undefined) this.#add(fresh);
    return fresh;
  }

  /** The rows of a page that need not touch the one before, without those that came before. */
  without(page: readonly Row[]): readonly Row[] {
    const known = this.#known();
    const fresh = page.filter((row) => !known.has(this.#keyOf(row)));
    this.#add(fresh);
    return fresh;
  }

  #known(): ReadonlySet<string> {
    return new Set(this.#pages.flat().map(this.#keyOf));
  }

  #add(rows: readonly Row[]): void {
    if (rows.length === 0) return;
    this.#pages.push(rows);
    this.#size += rows.length;
    this.#last = this.#keyOf(rows.at(-1)!);
    while (this.#furthest === undefined && this.#size - this.#pages[0]!.length >= remembered) {
      this.#size -= this.#pages.shift()!.length;
      this.#isWhole = false;
    }
  }

  #freshOf(page: readonly Row[], isStart: boolean): readonly Row[] | undefined {
    if (this.#last === undefined) return page;
    if (this.#furthest === undefined && page.length > 0 && this.#keyOf(page[0]!) === this.#last)
      return page.slice(1);
    const known = this.#known();
    const first = page.findIndex((row) => known.has(this.#keyOf(row)));
    if (first < 0 && !(isStart && this.#isWhole)) return undefined;
    const furthest = this.#furthest ?? this.#last;
    this.#furthest = page.some((row) => this.#keyOf(row) === furthest) ? undefined : furthest;
    return page.slice(Math.max(0, first)).filter((row) => !known.has(this.#keyOf(row)));
  }
}

/**
 * Whether a page with fewer rows than were asked for may be no more than what a server gives at once: people choose such numbers
 * round, so only where it is one is the end of the list worth another request.
 */
export function mayBeCapped(rows: number): boolean {
  return rows > 0 && rows % 10 === 0;
}
