import type { Row } from "./row.ts";
import { field, none, stands, ValueEnds } from "./value-ends.ts";

interface Key {
  /** Its name in quotes, as a row holds it; and the same, as far as it goes, four bytes at a time. */
  readonly quoted: Uint8Array;
  readonly words: Uint32Array;
  /** Which of the wanted ones it is; -1 for none. */
  readonly index: number;
}

/** Members of a row whose keys are remembered, so that those of the next row are known by a glance. */
const remembered = 256;

/**
 * Finds where the values of some keys stand in a row, one row after another, without parsing them. It looks at every byte and is as
 * strict as JSON.parse, but for what it leaves to that: rows that are no objects, keys with escapes, and anything out of order.
 */
export class FieldFinder {
  /** For each key what its value is (see `field`) and where it stands in the row's piece, quotes included. */
  readonly kinds: Uint8Array;
  readonly starts: Uint32Array;
  readonly ends: Uint32Array;
  readonly #wanted: readonly Key[];
  readonly #usual: Key[] = [];
  #bytes: Uint8Array = new Uint8Array();
  #view = viewOf(this.#bytes);
  #end = 0;
  readonly #values = new ValueEnds();
  /** Which of the wanted keys the last one is. */
  #index = none;

  constructor(keys: readonly string[]) {
    this.#wanted = keys.map((key, index) => keyOf(Buffer.from(JSON.stringify(key)), index));
    this.kinds = new Uint8Array(keys.length);
    this.starts = new Uint32Array(keys.length);
    this.ends = new Uint32Array(keys.length);
  }

  /** The piece of the row that was read last. */
  get view(): DataView {
    return this.#view;
  }

  /** Whether the row could be read this way. Where it could, JSON.parse would read it too; where not, ask that. */
  find(row: Row): boolean {
    const { kinds, starts, ends } = this;
    const values = this.#values;
    const bytes = row.piece;
    const { end } = row;
    if (bytes !== this.#bytes) this.#view = viewOf(bytes);
    this.#bytes = bytes;
    this.#end = end;
    this.#values.open(bytes, end);
    kinds.fill(field.absent);
    if (bytes[row.start] !== 0x7b) return false;
    let at = this.#behindBlanks(row.start + 1);
    if (bytes[at] === 0x7d) return at + 1 === end;
    for (let member = 0; ; member += 1) {
      at = this.#endOfKey(member, at);
      if (at === none) return false;
      if (bytes[at] !== 0x3a) at = this.#behindBlanks(at);
      if (bytes[at] !== 0x3a) return false;
      at += 1;
      if ((bytes[at] as number) <= 0x20) at = this.#behindBlanks(at);
      const start = at;
      const index = this.#index;
      at = values.ofValue(at);
      if (at === none) return false;
      if (index !== none) {
        kinds[index] = values.kind;
        starts[index] = start;
        ends[index] = at;
      }
      if ((bytes[at] as number) <= 0x20) at = this.#behindBlanks(at);
      const byte = bytes[at];
      at += 1;
      if (byte === 0x7d) return at === end;
      if (byte !== 0x2c || at >= end) return false;
      if ((bytes[at] as number) <= 0x20) at = this.#behindBlanks(at);
    }
  }

  #behindBlanks(from: number): number {
    const bytes = this.#bytes;
    let at = from;
    for (
      let byte = bytes[at];
      byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
      byte = bytes[at]
    )
      at += 1;
    return at;
  }

  /** Rows of a list have the same keys in the same order, mostly. */
  #endOfKey(member: number, at: number): number {
    const usual = this.#usual[member];
    if (usual !== undefined && this.#isKey(usual, at)) {
      this.#index = usual.index;
      return at + usual.quoted.length;
    }
    const end = this.#values.ofString(at);
    if (end === none || this.#values.kind === field.string) return none;
    const quoted = this.#bytes.slice(at, end);
    const known = this.#wanted.find((key) => Buffer.compare(key.quoted, quoted) === 0);
    const key = known ?? keyOf(quoted, none);
    if (member < remembered) this.#usual[member] = key;
    this.#index = key.index;
    return end;
  }

  #isKey({ quoted, words }: Key, at: number): boolean {
    if (at + quoted.length > this.#end) return false;
    const view = this.#view;
    for (let index = 0; index < words.length; index += 1) {
      if (view.getUint32(at + 4 * index) !== words[index]) return false;
    }
    return stands(quoted, this.#bytes, at, 4 * words.length);
  }
}

function keyOf(quoted: Uint8Array, index: number): Key {
  const view = viewOf(quoted);
  const words = Uint32Array.from({ length: quoted.length >> 2 }, (_, word) => view.getUint32(4 * word));
  return { quoted, words, index };
}

/** A view of the same bytes, by which four of them are read at a time. */
export function viewOf({ buffer, byteOffset, byteLength }: Uint8Array): DataView {
  return new DataView(buffer, byteOffset, byteLength);
}
