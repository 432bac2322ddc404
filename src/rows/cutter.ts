import { Fault } from "../errors.ts";
import { inside, insideClasses, outside, outsideClasses } from "./byte-classes.ts";
import { ArrayFinder } from "./finder.ts";
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

/** How deep a row may nest, itself included: ten times what any system means, and less than what exhausts the stack of a format. */
export const deepest = 500;

/** Where the cutter stands between rows: what may come next. */
const place = { firstOrEnd: 0, row: 1, scalar: 2, commaOrEnd: 3 } as const;

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
  readonly #outside = outsideClasses();
  readonly #inside = insideClasses();
  readonly #stack = new Uint8Array(deepest);

  #envelope: Uint8Array[] = [];
  #envelopeBytes = 0;
  #closed = false;
  #closedAt: number | undefined;
  #ended: { text: string; value: unknown } | undefined;

  #offset = 0;
  #depth = 0;
  #place: number = place.firstOrEnd;
  #inString = false;
  #escaped = false;
  #suspect = false;
  /** The pieces of a row that began in an earlier chunk. */
  #pieces: Uint8Array[] = [];
  #pieceBytes = 0;

  constructor(path: readonly string[], limits: CutterLimits = {}) {
    this.#path = path;
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
    if (this.#finder.state === "found" && !this.#closed) {
      index = this.#cut(chunk, index, rows);
      if (this.#closed) this.#closedAt = index + 1;
    }
    this.#keep(chunk, index, chunk.length);
    this.#offset += chunk.length;
    return rows;
  }

  /** Says that nothing follows. Throws where the document is cut off or not JSON beside its rows. */
  end(): void {
    if (this.found && !this.#closed) throw this.#truncated();
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

  /** The scanning loop: everything it needs is local, and every byte is looked at once. */
  #cut(chunk: Uint8Array, from: number, rows: Row[]): number {
    const outsideOf = this.#outside;
    const insideOf = this.#inside;
    const stack = this.#stack;
    const length = chunk.length;
    let depth = this.#depth;
    let at = this.#place;
    let suspect = this.#suspect;
    let start = from;
    let index = from;

    if (this.#escaped && index < length) {
      this.#escaped = false;
      if ((insideOf[chunk[index] as number] as number) === inside.illegal) throw this.#malformed(index);
      index += 1;
    }
    let inString = this.#inString;

    while (index < length) {
      if (inString) {
        let kind = 0;
        while (index < length) {
          kind = insideOf[chunk[index] as number] as number;
          if (kind !== 0) break;
          index += 1;
        }
        if (index === length) break;
        index += 1;
        if (kind === inside.quote) {
          inString = false;
          if (depth === 0) {
            rows.push(this.#scalar(chunk, start, index, suspect));
            suspect = false;
            at = place.commaOrEnd;
          }
        } else if (kind === inside.backslash) {
          if (index === length) {
            this.#escaped = true;
          } else {
            if ((insideOf[chunk[index] as number] as number) === inside.illegal) throw this.#malformed(index);
            index += 1;
          }
        } else if (kind === inside.suspect) {
          suspect = true;
        } else throw this.#malformed(index - 1);
        continue;
      }

      const byte = chunk[index] as number;
      const kind = outsideOf[byte] as number;
      if (kind === outside.token) {
        if (depth === 0 && at !== place.scalar) {
          if (at === place.commaOrEnd || byte === 0x3a) throw this.#malformed(index);
          at = place.scalar;
          start = index;
        }
        index += 1;
      } else if (kind === outside.quote) {
        if (depth === 0) {
          if (at > place.row) throw this.#malformed(index);
          start = index;
        }
        inString = true;
        index += 1;
      } else if (kind === outside.open) {
        if (depth === 0) {
          if (at > place.row) throw this.#malformed(index);
          start = index;
        } else if (depth === deepest) throw this.#malformed(index, "nests too deep");
        // The bracket that closes it is two code points on, in both pairs.
        stack[depth] = byte + 2;
        depth += 1;
        index += 1;
      } else if (kind === outside.close) {
        if (depth === 0) {
          if (byte !== 0x5d || at === place.row) throw this.#malformed(index);
          if (at === place.scalar) rows.push(this.#scalar(chunk, start, index, suspect));
          this.#closed = true;
          return index;
        }
        depth -= 1;
        if (stack[depth] !== byte) throw this.#malformed(index);
        index += 1;
        if (depth === 0) {
          rows.push(this.#row(chunk, start, index, suspect));
          suspect = false;
          at = place.commaOrEnd;
        }
      } else if (kind === outside.comma) {
        if (depth === 0) {
          if (at === place.scalar) rows.push(this.#scalar(chunk, start, index, suspect));
          else if (at !== place.commaOrEnd) throw this.#malformed(index);
          suspect = false;
          at = place.row;
        }
        index += 1;
      } else if (kind === outside.illegal) {
        throw this.#malformed(index);
      } else {
        if (depth > 0) {
          if (kind === outside.newline) suspect = true;
        } else if (at === place.scalar) {
          rows.push(this.#scalar(chunk, start, index, suspect));
          at = place.commaOrEnd;
        }
        index += 1;
      }
    }

    this.#depth = depth;
    this.#place = at;
    this.#inString = inString;
    this.#suspect = suspect;
    if (depth > 0 || inString || at === place.scalar) this.#carry(chunk, start);
    return length;
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

  /** A number, literal or string is parsed at once: there is no bracket to vouch for its form. */
  #scalar(chunk: Uint8Array, start: number, end: number, suspect: boolean): Row {
    const row = this.#row(chunk, start, end, suspect);
    void row.value;
    return row;
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
