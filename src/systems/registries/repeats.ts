import type { Row } from "../../rows/row.ts";
import { idOf } from "./registry.ts";

/** Rows whose every id is remembered; from there on memory must not grow with the list. */
const remembered = 10_000;

/**
 * Finds the rows that a list gives a second time: because the server counts pages from another number, gives the same page
 * for ever, or has got new rows since. Up to 10 000 rows each one is looked at; then a page is looked into only where its
 * first row, by its id, was the first of another page or stood on the page before.
 */
export class Repeats {
  readonly #ids = new Set<string>();
  readonly #firsts = new Set<string>();
  #before: readonly Row[] = [];

  /** Whether each row so far is remembered. */
  get knowsAll(): boolean {
    return this.#ids.size < remembered;
  }

  /** The rows that did not come before, in their order. */
  without(rows: readonly Row[]): readonly Row[] {
    const [first] = rows;
    if (first === undefined) return rows;
    const previous = this.#before;
    this.#before = rows;
    const firstId = nameOf(first);
    const isBeginning = this.#firsts.has(firstId);
    this.#firsts.add(firstId);
    if (this.knowsAll) return rows.filter((row) => this.#isNew(row));
    if (isBeginning) return [];
    if (!this.#ids.has(firstId) && !contain(previous, firstId)) return rows;
    const old = new Set(previous.map(nameOf));
    return rows.filter((row) => !this.#ids.has(nameOf(row)) && !old.has(nameOf(row)));
  }

  #isNew(row: Row): boolean {
    const id = nameOf(row);
    if (this.#ids.has(id)) return false;
    this.#ids.add(id);
    return true;
  }
}

/** The id, or all of a row that has none. */
export function nameOf(row: Row): string {
  return idOf(row) ?? row.text;
}

/** Parses only rows whose bytes hold the id. */
function contain(rows: readonly Row[], id: string): boolean {
  const bytes = Buffer.from(id);
  return rows.some(
    (row) =>
      Buffer.from(row.bytes.buffer, row.bytes.byteOffset, row.bytes.byteLength).includes(bytes) &&
      nameOf(row) === id,
  );
}
