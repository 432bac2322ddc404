import { Fault } from "../errors.ts";
import { mayAlter, parseLossless } from "./lossless.ts";

/**
 * One record as the server wrote it. The bytes are kept, so that json and ndjson pass them through unchanged, big
 * integers included; the value is parsed when somebody looks inside.
 */
export class Row {
  /** The piece of the answer that the record stands in, from `start` to before `end`. Not to be changed. */
  readonly piece: Uint8Array;
  readonly start: number;
  readonly end: number;
  /**
   * Known to be one line of JSON with nothing in it that a terminal would obey, so that output need not look again.
   * False means "not looked at", never "bad".
   */
  readonly clean: boolean;
  #value: unknown = unparsed;

  constructor(bytes: Uint8Array, clean = false, start = 0, end = bytes.length) {
    this.piece = bytes;
    this.start = start;
    this.end = end;
    this.clean = clean;
  }

  /** A row of our own making. */
  static of(value: unknown): Row {
    return new Row(Buffer.from(JSON.stringify(value)));
  }

  /** A view of the record alone; made anew each time, since most rows are never asked for theirs. */
  get bytes(): Uint8Array {
    return this.size === this.piece.length ? this.piece : this.piece.subarray(this.start, this.end);
  }

  get size(): number {
    return this.end - this.start;
  }

  /** Whether it is an object, by a glance at its first byte: a row that nobody looks into is not parsed. */
  get isRecord(): boolean {
    return this.piece[this.start] === 0x7b;
  }

  get text(): string {
    const { buffer, byteOffset } = this.piece;
    return Buffer.from(buffer, byteOffset + this.start, this.size).toString("utf8");
  }

  /** The parsed record, as JSON.parse sees it; kept. Faults: unavailable for bytes that are not JSON. */
  get value(): unknown {
    if (this.#value === unparsed) this.#value = parsed(this.text, JSON.parse);
    return this.#value;
  }

  /** The parsed record with the numbers that JSON.parse would alter as `Numeral`s. */
  get exact(): unknown {
    const text = this.text;
    if (mayAlter(text)) return parsed(text, parseLossless);
    if (this.#value === unparsed) this.#value = parsed(text, JSON.parse);
    return this.#value;
  }

  /** The same bytes without what was parsed of them: for those who hold many rows, since a parsed one takes ten times as much. */
  get bare(): Row {
    return new Row(this.piece, this.clean, this.start, this.end);
  }
}

/** Stands for a value that nobody has asked for: any other may be one. */
const unparsed = Symbol("unparsed");

function parsed(text: string, parse: (text: string) => unknown): unknown {
  try {
    return parse(text);
  } catch (error) {
    throw new Fault("unavailable", "the answer holds a record that is not valid JSON", { cause: error });
  }
}

/** Rows are pulled in batches (a page, a chunk of a document): the next one is fetched when it is asked for. */
export type Rows = AsyncIterable<readonly Row[]>;

/** Rows that are all here already. */
export async function* inOneBatch(rows: readonly Row[]): Rows {
  yield rows;
}

/** Rows that are held, a few at a time and bare, so that what is made of them is let go before more is made. */
export function* inPortions(rows: readonly Row[]): Generator<readonly Row[]> {
  const portion = 500;
  for (let from = 0; from < rows.length; from += portion)
    yield rows.slice(from, from + portion).map((row) => row.bare);
}
