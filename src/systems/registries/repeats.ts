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

  /** The rows that did not come before, in their order. */
  without(rows: readonly Row[]): readonly Row[] {
    const [first] = rows;
    if (first === undefined) return rows;
    const previous = this.#before;
    this.#before = rows;
    const firstId = idOf(first) ?? "";
    if (this.#firsts.has(firstId)) return [];
    this.#firsts.add(firstId);
    if (this.#ids.size < remembered) return rows.filter((row) => this.#isNew(row));
    if (!this.#ids.has(firstId) && !contain(previous, firstId)) return rows;
    const old = new Set(previous.map(idOf));
    return rows.filter((row) => {
      const id = idOf(row);
      return id === undefined || (!this.#ids.has(id) && !old.has(id));
    });
  }

  #isNew(row: Row): boolean {
    const id = idOf(row);
    if (id === undefined) return true;
    if (this.#ids.has(id)) return false;
    this.#ids.add(id);
    return true;
  }
}

/** Parses only rows whose bytes hold the id. */
function contain(rows: readonly Row[], id: string): boolean {
  const bytes = Buffer.from(id);
  return rows.some(
    (row) =>
      Buffer.from(row.bytes.buffer, row.bytes.byteOffset, row.bytes.byteLength).includes(bytes) &&
      idOf(row) === id,
  );
}
