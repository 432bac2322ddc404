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
  /** A string with escapes, or with something in it that must be looked at. */
  string: 4,
  /** An object or a list. */
  nested: 5,
} as const;

interface Key {
  /** Its name in quotes, as a row holds it. */
  readonly quoted: Uint8Array;
  /** Which of the wanted ones it is; -1 for none. */
  readonly index: number;
}

// Names of their own: what another chunk of the bundle exports is asked for anew at each use, a byte at a time here.
const { plain, quote, illegal, backslash } = inside;
const { token } = outside;

/** What a key is that cannot be read. */
const malformed = -2;

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
  readonly #outside = outsideClasses();
  readonly #inside = insideClasses();
  #bytes: Uint8Array = new Uint8Array();
  #at = 0;
  #end = 0;

  constructor(keys: readonly string[]) {
    this.#wanted = keys.map((key, index) => ({ quoted: Buffer.from(JSON.stringify(key)), index }));
    this.kinds = new Uint8Array(keys.length);
    this.starts = new Uint32Array(keys.length);
    this.ends = new Uint32Array(keys.length);
  }

  /** Whether the row could be read this way. Where it could, JSON.parse would read it too; where not, ask that. */
  find(row: Row): boolean {
    const { kinds } = this;
    const bytes = row.piece;
    this.#bytes = bytes;
    this.#at = row.start;
    this.#end = row.end;
    kinds.fill(field.absent);
    if (bytes[this.#at] !== 0x7b) return false;
    this.#at += 1;
    this.#skipBlanks();
    if (bytes[this.#at] === 0x7d) return this.#at + 1 === row.end;
    for (let member = 0; ; member += 1) {
      const index = this.#key(member);
      if (index === malformed) return false;
      this.#skipBlanks();
      if (bytes[this.#at] !== 0x3a) return false;
      this.#at += 1;
      this.#skipBlanks();
      const start = this.#at;
      const kind = this.#value();
      if (kind === field.absent) return false;
      if (index >= 0) {
        kinds[index] = kind;
        this.starts[index] = start;
        this.ends[index] = this.#at;
      }
      this.#skipBlanks();
      const byte = bytes[this.#at];
      this.#at += 1;
      if (byte === 0x7d) return this.#at === row.end;
      if (byte !== 0x2c || this.#at >= row.end) return false;
      this.#skipBlanks();
    }
  }

  #skipBlanks(): void {
    const bytes = this.#bytes;
    for (let byte = bytes[this.#at] as number; byte <= 0x20; byte = bytes[this.#at] as number) {
      if (byte !== 0x20 && byte !== 0x0a && byte !== 0x0d && byte !== 0x09) return;
      this.#at += 1;
    }
  }

  /** Goes past a key; which of the wanted ones it is, -1 for none. Rows of a list have the same keys in the same order. */
  #key(member: number): number {
    const usual = this.#usual[member];
    if (usual !== undefined && this.#stands(usual.quoted, this.#at)) {
      this.#at += usual.quoted.length;
      return usual.index;
    }
    const start = this.#at;
    if (this.#string() !== field.plain) return malformed;
    const quoted = this.#bytes.slice(start, this.#at);
    const known = this.#wanted.find((key) => Buffer.compare(key.quoted, quoted) === 0);
    const key = known ?? { quoted, index: -1 };
    if (member < remembered) this.#usual[member] = key;
    return key.index;
  }

  #stands(wanted: Uint8Array, at: number): boolean {
    const bytes = this.#bytes;
    for (let index = 0; index < wanted.length; index += 1) {
      if (bytes[at + index] !== wanted[index]) return false;
    }
    return true;
  }

  /** Goes past a value; what it is, or `absent` where it is malformed. */
  #value(): number {
    const byte = this.#bytes[this.#at] as number;
    if (byte === 0x22) return this.#string();
    if (byte === 0x7b || byte === 0x5b) return this.#nested();
    const start = this.#at;
    const outsideOf = this.#outside;
    while (this.#at < this.#end && outsideOf[this.#bytes[this.#at] as number] === token) this.#at += 1;
    return this.#isToken(start) ? (byte === 0x6e ? field.null : field.token) : field.absent;
  }

  #string(): number {
    const bytes = this.#bytes;
    const end = this.#end;
    const insideOf = this.#inside;
    if (bytes[this.#at] !== 0x22) return field.absent;
    const start = this.#at;
    let kind: number = field.plain;
    let escapes = false;
    for (let at = start + 1; at < end; at += 1) {
      const seen = insideOf[bytes[at] as number] as number;
      if (seen === plain) continue;
      if (seen === quote) {
        this.#at = at + 1;
        return !escapes || this.#parses(start) ? kind : field.absent;
      }
      if (seen === illegal) return field.absent;
      kind = field.string;
      if (seen === backslash) {
        escapes = true;
        at += 1;
      }
    }
    return field.absent;
  }

  /** Goes past what is in brackets: by depth alone, since it is parsed then. */
  #nested(): number {
    const bytes = this.#bytes;
    const start = this.#at;
    let depth = 0;
    for (; this.#at < this.#end; this.#at += 1) {
      const byte = bytes[this.#at] as number;
      if (byte === 0x22) {
        if (this.#string() === field.absent) return field.absent;
        this.#at -= 1;
      } else if (byte === 0x7b || byte === 0x5b) depth += 1;
      else if (byte === 0x7d || byte === 0x5d) {
        depth -= 1;
        if (depth > 0) continue;
        this.#at += 1;
        return this.#parses(start) ? field.nested : field.absent;
      }
    }
    return field.absent;
  }

  #parses(start: number): boolean {
    try {
      JSON.parse(this.#text(start));
      return true;
    } catch {
      return false;
    }
  }

  #isToken(start: number): boolean {
    // The most usual ones by themselves: a regular expression costs more than all else of a short row.
    for (const word of words) if (word.length === this.#at - start && this.#stands(word, start)) return true;
    const bytes = this.#bytes;
    let digits = start;
    while (digits < this.#at && isDigit(bytes[digits] as number)) digits += 1;
    if (digits === this.#at && digits > start) return bytes[start] !== 0x30 || digits === start + 1;
    return numeral.test(this.#text(start));
  }

  #text(start: number): string {
    const { buffer, byteOffset } = this.#bytes;
    return Buffer.from(buffer, byteOffset + start, this.#at - start).toString("utf8");
  }
}

const words = ["true", "false", "null"].map((word) => Buffer.from(word));
const numeral = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

function isDigit(byte: number): boolean {
  return byte >= 0x30 && byte <= 0x39;
}
