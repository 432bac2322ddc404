const quote = 0x22;
const backslash = 0x5c;

/** Keys longer than this are none that anybody looks for. */
const longestKey = 1024;

/**
 * Finds, one after another, the arrays that stand at a top-level key of a document, or at the members of the object that stands
 * there: `{"found": [` or `{"found": {"hosts": [`. By strings and nesting alone; what is not JSON is found by whoever parses the rest.
 */
export class SectionFinder {
  readonly #key: string;
  /** Containers that are open. */
  #depth = 0;
  /** The object at the key is open, and its members are looked at. */
  #inside = false;
  #inString = false;
  #escaped = false;
  /** The next string is a key that matters. */
  #keyNext = false;
  #reading: number[] | undefined;
  /** The key whose value comes next. */
  #last: string | undefined;

  constructor(key: string) {
    this.#key = key;
  }

  /** The key of the array that was found, in the object; undefined where the array is itself the value of the document's key. */
  get name(): string | undefined {
    return this.#inside ? this.#last : undefined;
  }

  /** Whether something is still to come before the document can end. */
  get isOpen(): boolean {
    return this.#depth > 0 || this.#inString;
  }

  /** Looks at a piece from `from`; the index after the `[` of an array, or undefined where none begins in it. */
  scan(piece: Uint8Array, from: number): number | undefined {
    for (let index = from; index < piece.length; index += 1) {
      const byte = piece[index] as number;
      if (this.#inString) this.#string(byte);
      else if (this.#structure(byte)) return index + 1;
    }
    return undefined;
  }

  /** The array that was found has ended. */
  closed(): void {
    this.#last = undefined;
  }

  #string(byte: number): void {
    if (this.#escaped) this.#escaped = false;
    else if (byte === backslash) this.#escaped = true;
    else if (byte === quote) {
      this.#inString = false;
      if (this.#reading !== undefined) this.#last = textOf(this.#reading);
      this.#reading = undefined;
      return;
    }
    if (this.#reading !== undefined && this.#reading.length <= longestKey) this.#reading.push(byte);
  }

  /** True at the `[` of an array that is looked for. */
  #structure(byte: number): boolean {
    const here = this.#depth === 1 || (this.#depth === 2 && this.#inside);
    if (byte === quote) {
      this.#inString = true;
      if (here && this.#keyNext) this.#reading = [];
      this.#keyNext = false;
    } else if (byte === 0x2c) {
      if (here) this.#keyNext = true;
      if (here) this.#last = undefined;
    } else if (byte === 0x5b) {
      const wanted = this.#depth === 1 ? this.#last === this.#key : here && this.#last !== undefined;
      if (wanted) return true;
      this.#depth += 1;
    } else if (byte === 0x7b) {
      const enters = this.#depth === 1 && this.#last === this.#key;
      this.#inside ||= enters;
      this.#keyNext = this.#depth === 0 || enters;
      this.#depth += 1;
    } else if (byte === 0x7d || byte === 0x5d) {
      this.#depth -= 1;
      if (this.#depth <= 1) this.#inside = false;
      this.#keyNext = false;
    }
    return false;
  }
}

function textOf(bytes: readonly number[]): string | undefined {
  try {
    return JSON.parse(`"${Buffer.from(bytes).toString("utf8")}"`) as string;
  } catch {
    return undefined;
  }
}
