import { Fault } from "../errors.ts";
import { cutBytes } from "./cut-bytes.ts";
import { type CutterState, place, startState } from "./cutter-state.ts";
import { ArrayFinder } from "./finder.ts";
import { scannerFor } from "./large.ts";
import { valueAt } from "./path.ts";
import { Row } from "./row.ts";

/** Bounds that keep a hostile document from filling the memory. */
export interface CutterLimits {
  /** Bytes kept of what stands beside the array; 64 MiB unless told. */
  readonly envelope?: number;
  /** Bytes of one row; 256 MiB unless told. */
  readonly row?: number;
  /** Bytes that stand before the document, for the places that faults name. */
  readonly before?: number;
}

/**
 * Cuts the elements out of the array at a key path of a JSON document that arrives in pieces of any size. Only strings
 * and nesting are looked at, so a row costs its bytes and nothing more, and memory holds one row and the envelope.
 *
 * A row that came out is balanced JSON without control characters; whether its tokens are well formed is found when it is
 * parsed. The document as a whole is vouched for by `end()`, which throws for a cut or broken one: nothing that was
 * cut may be called complete before that.
 */
export class RowCutter {
  readonly #finder: ArrayFinder;
  readonly #path: readonly string[];
  readonly #envelopeLimit: number;
  readonly #rowLimit: number;
  readonly #state: CutterState = startState();
  readonly #scanner: typeof scannerFor;

  #envelope: Uint8Array[] = [];
  #envelopeBytes = 0;
  #closedAt: number | undefined;
  #ended: { text: string; value: unknown } | undefined;

  #offset = 0;
  /** The pieces of a row that began in an earlier chunk. */
  #pieces: Uint8Array[] = [];
  #pieceBytes = 0;

  constructor(path: readonly string[], limits: CutterLimits = {}, scanner = scannerFor) {
    this.#path = path;
    this.#scanner = scanner;
    this.#finder = new ArrayFinder(path);
    this.#envelopeLimit = limits.envelope ?? 64 * 1024 * 1024;
    this.#rowLimit = limits.row ?? 256 * 1024 * 1024;
    this.#offset = limits.before ?? 0;
  }

  /**
   * Whether the array is there; known once its `[` came, at the latest after `end()`. Where it is not, no row is ever cut
   * and `envelope` is the whole document.
   */
  get found(): boolean {
    return this.#finder.state === "found";
  }

  /** How many bytes of the last piece belonged to the array, its `]` included; undefined where it did not end there. */
  get closedAt(): number | undefined {
    return this.#closedAt;
  }

  /** The document with the array as `[]`; the whole document where the array was not found. Only after `end()`. */
  get envelope(): unknown {
    return this.#afterEnd().value;
  }

  /** The text that `envelope` was parsed from. Only after `end()`. */
  get envelopeText(): string {
    return this.#afterEnd().text;
  }

  /** Takes the next piece, which must not be changed afterwards, and returns the rows that it completed. */
  push(chunk: Uint8Array): Row[] {
    const rows: Row[] = [];
    let index = 0;
    if (this.#finder.state === "looking") {
      index = this.#finder.scan(chunk, 0);
      this.#keep(chunk, 0, index);
    }
    this.#closedAt = undefined;
    if (this.found && !this.#state.closed) {
      index = this.#cut(chunk, index, rows);
      if (this.#state.closed) this.#closedAt = index + 1;
    }
    this.#keep(chunk, index, chunk.length);
    this.#offset += chunk.length;
    return rows;
  }

  /** Says that nothing follows. Throws where the document is cut off or not JSON beside its rows. */
  end(): void {
    if (this.found && !this.#state.closed) throw this.#truncated();
    const text = Buffer.concat(this.#envelope)
      .toString("utf8")
      .replace(/^\uFEFF/, "");
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch (error) {
      if (/Unexpected end|Unterminated/.test(String(error))) throw this.#truncated();
      throw new Fault("unavailable", "the answer is not valid JSON beside its rows", { cause: error });
    }
    if (this.found && !this.#standsOnce(value)) {
      throw new Fault("unavailable", `the answer has the key ${this.#path.join(".")} twice`);
    }
    this.#ended = { text, value };
    this.#envelope = [];
  }

  #cut(chunk: Uint8Array, from: number, rows: Row[]): number {
    const state = this.#state;
    const finder = {
      row: (start: number, end: number, suspect: boolean) => {
        rows.push(this.#row(chunk, start, end, suspect));
      },
      scalar: (start: number, end: number, suspect: boolean) => {
        const row = this.#row(chunk, start, end, suspect);
        // Parsed at once: there is no bracket to vouch for its form.
        void row.value;
        rows.push(row);
      },
      malformed: (index: number, what?: string) => this.#malformed(index, what),
    };
    state.start = from;
    const left = this.#scanner(chunk.length)?.cut(chunk, from, state, finder) ?? from;
    const index = cutBytes(chunk, left, state, finder);
    const isOpen = state.depth > 0 || state.inString || state.place === place.scalar;
    if (isOpen && !state.closed) this.#carry(chunk, state.start);
    return index;
  }

  #carry(chunk: Uint8Array, start: number): void {
    this.#pieces.push(chunk.subarray(start));
    this.#pieceBytes += chunk.length - start;
    if (this.#pieceBytes > this.#rowLimit) {
      throw new Fault("unavailable", `a row of the answer is larger than ${this.#rowLimit} bytes`);
    }
  }

  /** The row that ends here; what earlier chunks hold of it is joined to the rest. */
  #row(chunk: Uint8Array, start: number, end: number, suspect: boolean): Row {
    if (this.#pieces.length === 0) return new Row(chunk, !suspect, start, end);
    this.#pieces.push(chunk.subarray(start, end));
    const joined = Buffer.concat(this.#pieces);
    this.#pieces = [];
    this.#pieceBytes = 0;
    return new Row(joined, !suspect);
  }

  #keep(chunk: Uint8Array, from: number, to: number): void {
    if (from >= to) return;
    this.#envelope.push(chunk.slice(from, to));
    this.#envelopeBytes += to - from;
    if (this.#envelopeBytes > this.#envelopeLimit) {
      throw new Fault("unavailable", `the answer has more than ${this.#envelopeLimit} bytes beside its rows`);
    }
  }

  #standsOnce(envelope: unknown): boolean {
    const value = valueAt(envelope, this.#path);
    return Array.isArray(value) && value.length === 0;
  }

  #afterEnd(): { text: string; value: unknown } {
    if (this.#ended === undefined)
      throw new Error("the envelope was asked for before the end of the document");
    return this.#ended;
  }

  #truncated(): Fault {
    return new Fault("unavailable", `the answer was cut off after ${this.#offset} bytes`);
  }

  #malformed(index: number, what = "is not valid JSON"): Fault {
    return new Fault("unavailable", `the answer ${what} at byte ${this.#offset + index}`);
  }
}
