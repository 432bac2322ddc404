import { FieldFinder, viewOf } from "../rows/fields.ts";
import { parseLossless } from "../rows/lossless.ts";
import type { Row } from "../rows/row.ts";
import { field } from "../rows/value-ends.ts";
import type { ChosenColumn } from "./columns.ts";

/** Makes a cell of a value. */
export type Cell = (value: unknown) => string;

const comma = 0x2c;
const quote = 0x22;

/**
 * Lines of csv, made of the bytes of rows: what needs neither quotes nor an escape is copied as it stands, and only the rest is
 * parsed, cell by cell where that will do.
 */
export class CsvLines {
  readonly columns: readonly ChosenColumn[];
  /** The columns that some row had a value for. */
  readonly seen = new Set<ChosenColumn>();
  readonly #cell: Cell;
  readonly #guarded: boolean;
  /** Undefined where a column lies deeper than at a key of the row. */
  readonly #fields: FieldFinder | undefined;
  /** Which of the fields a column shows. */
  readonly #fieldOf: readonly number[];
  #block: Buffer = Buffer.allocUnsafe(96 * 1024);
  #view = viewOf(this.#block);
  #used = 0;

  /** `guarded`: no spreadsheet is to take a cell for a formula. */
  constructor(columns: readonly ChosenColumn[], cell: Cell, guarded: boolean) {
    this.columns = columns;
    this.#cell = cell;
    this.#guarded = guarded;
    const keys = [...new Set(columns.map(({ path }) => path))];
    this.#fields = keys.some((key) => key.includes(".")) ? undefined : new FieldFinder(keys);
    this.#fieldOf = columns.map(({ path }) => keys.indexOf(path));
  }

  /** Bytes that wait to be taken. */
  get size(): number {
    return this.#used;
  }

  /** The lines so far; to be used before more are added. */
  taken(): Uint8Array {
    const lines = this.#block.subarray(0, this.#used);
    this.#used = 0;
    return lines;
  }

  /** Adds a row by its bytes. Faults: unavailable for what is not JSON. */
  add(row: Row): void {
    const fields = this.#fields;
    if (fields?.find(row) !== true) {
      this.addParsed(row);
      return;
    }
    this.#makeRoom(0);
    for (let index = 0; index < this.columns.length; index += 1) {
      if (index > 0) this.#block[this.#used++] = comma;
      const place = this.#fieldOf[index] as number;
      const kind = fields.kinds[place] as number;
      if (kind === field.absent) continue;
      const column = this.columns[index] as ChosenColumn;
      if (column.adHoc) this.seen.add(column);
      if (kind === field.null) continue;
      const start = fields.starts[place] as number;
      const end = fields.ends[place] as number;
      this.#makeRoom(2 * (end - start) + 2);
      if (kind === field.token) this.#copy(fields.view, start, end);
      else if (kind === field.list) this.#copyQuoted(fields.view, start, end);
      else if (kind <= field.commas && !this.#isFormula(row.piece[start + 1] as number)) {
        if (kind === field.plain) this.#copy(fields.view, start + 1, end - 1);
        else this.#copyQuoted(fields.view, start + 1, end - 1);
      } else {
        const { buffer, byteOffset } = row.piece;
        const text = Buffer.from(buffer, byteOffset + start, end - start).toString();
        this.#text(this.#cell(parseLossless(text)));
      }
    }
    this.#block[this.#used++] = 0x0d;
    this.#block[this.#used++] = 0x0a;
  }

  /** Adds a row by its values. Faults: unavailable for what is not JSON. */
  addParsed(row: Row): void {
    const record = row.exact;
    const cells = this.columns.map((column) => {
      const value = column.lookup(record);
      if (value !== undefined && column.adHoc) this.seen.add(column);
      return this.#cell(value);
    });
    this.#text(`${cells.join(",")}\r\n`);
  }

  /** `=` `+` `-` `@`: what a spreadsheet reads on from. Tabs and line ends come as escapes, and so not here. */
  #isFormula(first: number): boolean {
    return this.#guarded && (first === 0x3d || first === 0x2b || first === 0x2d || first === 0x40);
  }

  #copy(from: DataView, start: number, end: number): void {
    const to = this.#view;
    let used = this.#used;
    let at = start;
    for (; at + 4 <= end; at += 4, used += 4) to.setUint32(used, from.getUint32(at));
    for (; at < end; at += 1, used += 1) to.setUint8(used, from.getUint8(at));
    this.#used = used;
  }

  /** Puts quotes around what has a quote or a comma in it. */
  #copyQuoted(from: DataView, start: number, end: number): void {
    const block = this.#block;
    let used = this.#used;
    let needed = false;
    block[used++] = quote;
    for (let at = start; at < end; at += 1) {
      const byte = from.getUint8(at);
      needed ||= byte === quote || byte === comma;
      if (byte === quote) block[used++] = quote;
      block[used++] = byte;
    }
    block[used++] = quote;
    if (needed) this.#used = used;
    else this.#copy(from, start, end);
  }

  #text(text: string): void {
    // Three bytes a UTF-16 unit at most.
    this.#makeRoom(3 * text.length);
    this.#used += this.#block.write(text, this.#used);
  }

  /** Room for so many bytes, and for what separates a line's cells and ends it. */
  #makeRoom(bytes: number): void {
    const needed = this.#used + bytes + this.columns.length + 2;
    if (needed <= this.#block.length) return;
    const roomier = Buffer.allocUnsafe(Math.max(2 * this.#block.length, needed));
    roomier.set(this.#block.subarray(0, this.#used));
    this.#block = roomier;
    this.#view = viewOf(roomier);
  }
}
