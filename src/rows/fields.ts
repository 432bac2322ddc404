import { inside, insideClasses, outside, outsideClasses } from "./byte-classes.ts";
import type { Row } from "./row.ts";

/** What stands at a key of a row. */
export const field = {
  absent: 0,
  null: 1,
  /** A number, true or false: its bytes are what it is. */
  token: 2,
  /** A string whose bytes between the quotes are its text, with nothing in it that a terminal would obey. */
  plain: 3,
  /** The same with a comma in it. */
  commas: 4,
  /** A string with escapes, or with something in it that must be looked at. */
  string: 5,
  /** A list of plain strings and tokens without a blank: its bytes are its JSON. */
  list: 6,
  /** Any other list, or an object. */
  nested: 7,
} as const;

// Names of their own: what another chunk of the bundle exports is asked for anew at each use, a byte at a time here.
const { plain, quote, illegal, backslash } = inside;
const { token } = outside;
const outsideOf = outsideClasses();
const insideOf = insideClasses();
const comma = 1 + Math.max(...insideOf);
insideOf[0x2c] = comma;

interface Key {
  /** Its name in quotes, as a row holds it; and the same, as far as it goes, four bytes at a time. */
  readonly quoted: Uint8Array;
  readonly words: Uint32Array;
  /** Which of the wanted ones it is; -1 for none. */
  readonly index: number;
}

/** What is returned for the end of something malformed, or of something that is left to JSON.parse. */
const none = -1;

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
  /** What the value is whose end was found last, and which of the wanted keys the key is. */
  #kind: number = field.absent;
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
    const bytes = row.piece;
    const { end } = row;
    if (bytes !== this.#bytes) this.#view = viewOf(bytes);
    this.#bytes = bytes;
    this.#end = end;
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
      at = this.#endOfValue(at);
      if (at === none) return false;
      if (index !== none) {
        kinds[index] = this.#kind;
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
    const end = this.#endOfString(at);
    if (end === none || this.#kind === field.string) return none;
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
    return this.#stands(quoted, at, 4 * words.length);
  }

  #stands(wanted: Uint8Array, at: number, from = 0): boolean {
    const bytes = this.#bytes;
    for (let index = from; index < wanted.length; index += 1) {
      if (bytes[at + index] !== wanted[index]) return false;
    }
    return true;
  }

  #endOfValue(at: number): number {
    const byte = this.#bytes[at] as number;
    if (byte === 0x22) return this.#endOfString(at);
    if (byte !== 0x7b && byte !== 0x5b) return this.#endOfToken(at);
    const end = byte === 0x5b ? this.#endOfList(at) : none;
    return end === none ? this.#endOfNested(at) : end;
  }

  #endOfString(from: number): number {
    const bytes = this.#bytes;
    const end = this.#end;
    if (bytes[from] !== 0x22) return none;
    let kind: number = field.plain;
    let escapes = false;
    for (let at = from + 1; at < end; at += 1) {
      const seen = insideOf[bytes[at] as number] as number;
      if (seen === plain) continue;
      if (seen === quote) {
        this.#kind = kind;
        return !escapes || this.#parses(from, at + 1) ? at + 1 : none;
      }
      if (seen === illegal) return none;
      if (seen === comma) {
        if (kind === field.plain) kind = field.commas;
        continue;
      }
      kind = field.string;
      if (seen === backslash) {
        escapes = true;
        at += 1;
      }
    }
    return none;
  }

  #endOfToken(from: number): number {
    const bytes = this.#bytes;
    let at = from;
    while (at < this.#end && outsideOf[bytes[at] as number] === token) at += 1;
    this.#kind = bytes[from] === 0x6e ? field.null : field.token;
    return this.#isToken(from, at) ? at : none;
  }

  /** The end of a list that is no more than its bytes. */
  #endOfList(from: number): number {
    const bytes = this.#bytes;
    let at = from + 1;
    for (let more = bytes[at] !== 0x5d; more; ) {
      at = bytes[at] === 0x22 ? this.#endOfString(at) : this.#endOfToken(at);
      if (at === none || this.#kind === field.string) return none;
      more = bytes[at] === 0x2c;
      if (more) at += 1;
    }
    this.#kind = field.list;
    return bytes[at] === 0x5d ? at + 1 : none;
  }

  /** The end of what is in brackets: by depth alone, since it is parsed then. */
  #endOfNested(from: number): number {
    const bytes = this.#bytes;
    let depth = 0;
    for (let at = from; at < this.#end; at += 1) {
      const byte = bytes[at] as number;
      if (byte === 0x22) {
        const end = this.#endOfString(at);
        if (end === none) return none;
        at = end - 1;
      } else if (byte === 0x7b || byte === 0x5b) depth += 1;
      else if (byte === 0x7d || byte === 0x5d) {
        depth -= 1;
        if (depth > 0) continue;
        this.#kind = field.nested;
        return this.#parses(from, at + 1) ? at + 1 : none;
      }
    }
    return none;
  }

  #isToken(start: number, end: number): boolean {
    // The most usual ones by themselves: a regular expression costs more than all else of a short row.
    for (const word of words) if (word.length === end - start && this.#stands(word, start)) return true;
    const bytes = this.#bytes;
    let digits = start;
    while (digits < end && isDigit(bytes[digits] as number)) digits += 1;
    if (digits === end && digits > start) return bytes[start] !== 0x30 || digits === start + 1;
    return numeral.test(this.#text(start, end));
  }

  #parses(start: number, end: number): boolean {
    try {
      JSON.parse(this.#text(start, end));
      return true;
    } catch {
      return false;
    }
  }

  #text(start: number, end: number): string {
    const { buffer, byteOffset } = this.#bytes;
    return Buffer.from(buffer, byteOffset + start, end - start).toString("utf8");
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

const words = ["true", "false", "null"].map((word) => Buffer.from(word));
const numeral = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

function isDigit(byte: number): boolean {
  return byte >= 0x30 && byte <= 0x39;
}
