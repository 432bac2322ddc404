import { Fault } from "../errors.ts";
import { mayAlter, parseLossless } from "./lossless.ts";

/**
 * One record as the server wrote it. The bytes are kept, so that json and ndjson pass them through unchanged, big
 * integers included; the value is parsed when somebody looks inside.
 */
export class Row {
  readonly bytes: Uint8Array;
  /**
   * Known to be one line of JSON with nothing in it that a terminal would obey, so that output need not look again.
   * False means "not looked at", never "bad".
   */
  readonly clean: boolean;
  #value: unknown;
  #parsed = false;

  constructor(bytes: Uint8Array, clean = false) {
    this.bytes = bytes;
    this.clean = clean;
  }

  /** A row of our own making. */
  static of(value: unknown): Row {
    return new Row(Buffer.from(JSON.stringify(value)));
  }

  get text(): string {
    return Buffer.from(this.bytes.buffer, this.bytes.byteOffset, this.bytes.byteLength).toString("utf8");
  }

  /** The parsed record, as JSON.parse sees it. Faults: unavailable for bytes that are not JSON. */
  get value(): unknown {
    return this.#parsed ? this.#value : this.#valueOf(this.text);
  }

  /** The parsed record with the numbers that JSON.parse would alter as `Numeral`s. */
  get exact(): unknown {
    const text = this.text;
    return mayAlter(text) ? parsed(text, parseLossless) : this.#valueOf(text);
  }

  #valueOf(text: string): unknown {
    if (!this.#parsed) {
      this.#value = parsed(text, JSON.parse);
      this.#parsed = true;
    }
    return this.#value;
  }
}

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
