import { Fault } from "../errors.ts";
import { type CutterLimits, RowCutter } from "./cutter.ts";
import type { Row } from "./row.ts";
import { SectionFinder } from "./section-finder.ts";

/** Rows that stand together in one array. */
export interface Section {
  /** The array's key, where the document has several; undefined where there is one alone. */
  readonly name: string | undefined;
  readonly rows: readonly Row[];
}

const opening = Buffer.from("[");

/**
 * A RowCutter for documents whose rows stand in one array or in several beside each other: `{"found": [...]}` as well as
 * `{"found": {"hosts": [...], "clusters": [...]}}`. Memory holds one row and what stands beside the arrays. What was cut is whole
 * only when `end()` has not thrown.
 */
export class SectionCutter {
  readonly #finder: SectionFinder;
  readonly #limits: CutterLimits;
  readonly #most: number;
  #cutter: RowCutter | undefined;
  #envelope: Uint8Array[] = [];
  #kept = 0;
  #offset = 0;

  constructor(key: string, limits: CutterLimits = {}) {
    this.#finder = new SectionFinder(key);
    this.#limits = limits;
    this.#most = limits.envelope ?? 64 * 1024 * 1024;
  }

  /** Takes the next piece, which must not be changed afterwards, and returns the rows that it completed. */
  push(piece: Uint8Array): Section[] {
    const sections: Section[] = [];
    let index = 0;
    while (index < piece.length) {
      if (this.#cutter === undefined) {
        const found = this.#finder.scan(piece, index);
        this.#keep(piece, index, found ?? piece.length);
        index = found ?? piece.length;
        if (found !== undefined) {
          this.#cutter = new RowCutter([], { ...this.#limits, before: this.#offset + index - 1 });
          this.#cutter.push(opening);
        }
      } else {
        const rows = this.#cutter.push(index === 0 ? piece : piece.subarray(index));
        if (rows.length > 0) sections.push({ name: this.#finder.name, rows });
        const used = this.#cutter.closedAt;
        if (used === undefined) break;
        index += used;
        this.#keep(piece, index - 1, index);
        this.#cutter = undefined;
        this.#finder.closed();
      }
    }
    this.#offset += piece.length;
    return sections;
  }

  /** Says that nothing follows, and returns the document with its arrays empty. Throws where it is cut off or not JSON. */
  end(): unknown {
    const text = Buffer.concat(this.#envelope)
      .toString("utf8")
      .replace(/^\uFEFF/, "");
    this.#envelope = [];
    if (this.#cutter !== undefined || this.#finder.isOpen || text.trim() === "") {
      throw new Fault("unavailable", `the answer was cut off after ${this.#offset} bytes`);
    }
    try {
      return JSON.parse(text);
    } catch (error) {
      throw new Fault("unavailable", "the answer is not valid JSON beside its rows", { cause: error });
    }
  }

  #keep(piece: Uint8Array, from: number, to: number): void {
    if (from >= to) return;
    this.#envelope.push(piece.slice(from, to));
    this.#kept += to - from;
    if (this.#kept > this.#most)
      throw new Fault("unavailable", `the answer has more than ${this.#most} bytes beside its rows`);
  }
}
