import { inside, insideClasses, outside, outsideClasses } from "./byte-classes.ts";

/** What a value is, as far as it shows without parsing. */
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

/** What is returned for the end of something malformed, or of something that is left to JSON.parse. */
export const none = -1;

/**
 * Finds where the values of a JSON text end, without parsing them but for those with escapes and those that nest. As strict as
 * JSON.parse.
 */
export class ValueEnds {
  /** What the value is whose end was found last (see `field`). */
  kind: number = field.absent;
  #bytes: Uint8Array = new Uint8Array();
  #end = 0;

  /** What is read from now on: these bytes, before `end`. */
  open(bytes: Uint8Array, end: number): void {
    this.#bytes = bytes;
    this.#end = end;
  }

  ofValue(at: number): number {
    const byte = this.#bytes[at] as number;
    if (byte === 0x22) return this.ofString(at);
    if (byte !== 0x7b && byte !== 0x5b) return this.#ofToken(at);
    const end = byte === 0x5b ? this.#ofList(at) : none;
    return end === none ? this.#ofNested(at) : end;
  }

  ofString(from: number): number {
    const bytes = this.#bytes;
    const end = this.#end;
    if (bytes[from] !== 0x22) return none;
    let kind: number = field.plain;
    let escapes = false;
    for (let at = from + 1; at < end; at += 1) {
      const seen = insideOf[bytes[at] as number] as number;
      if (seen === plain) continue;
      if (seen === quote) {
        this.kind = kind;
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

  #ofToken(from: number): number {
    const bytes = this.#bytes;
    let at = from;
    while (at < this.#end && outsideOf[bytes[at] as number] === token) at += 1;
    this.kind = bytes[from] === 0x6e ? field.null : field.token;
    return this.#isToken(from, at) ? at : none;
  }

  /** The end of a list that is no more than its bytes. */
  #ofList(from: number): number {
    const bytes = this.#bytes;
    let at = from + 1;
    for (let more = bytes[at] !== 0x5d; more; ) {
      at = bytes[at] === 0x22 ? this.ofString(at) : this.#ofToken(at);
      if (at === none || this.kind === field.string) return none;
      more = bytes[at] === 0x2c;
      if (more) at += 1;
    }
    this.kind = field.list;
    return bytes[at] === 0x5d ? at + 1 : none;
  }

  /** The end of what is in brackets: by depth alone, since it is parsed then. */
  #ofNested(from: number): number {
    const bytes = this.#bytes;
    let depth = 0;
    for (let at = from; at < this.#end; at += 1) {
      const byte = bytes[at] as number;
      if (byte === 0x22) {
        const end = this.ofString(at);
        if (end === none) return none;
        at = end - 1;
      } else if (byte === 0x7b || byte === 0x5b) depth += 1;
      else if (byte === 0x7d || byte === 0x5d) {
        depth -= 1;
        if (depth > 0) continue;
        this.kind = field.nested;
        return this.#parses(from, at + 1) ? at + 1 : none;
      }
    }
    return none;
  }

  #isToken(start: number, end: number): boolean {
    const bytes = this.#bytes;
    // The most usual ones by themselves: a regular expression costs more than all else of a short row.
    for (const word of words) if (word.length === end - start && stands(word, bytes, start)) return true;
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

/** Whether these bytes stand there, the first `from` of which are known to. */
export function stands(wanted: Uint8Array, bytes: Uint8Array, at: number, from = 0): boolean {
  for (let index = from; index < wanted.length; index += 1) {
    if (bytes[at + index] !== wanted[index]) return false;
  }
  return true;
}

const words = ["true", "false", "null"].map((word) => Buffer.from(word));
const numeral = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

function isDigit(byte: number): boolean {
  return byte >= 0x30 && byte <= 0x39;
}
