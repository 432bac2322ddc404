/** Where the search for an array has come to: still looking, standing right behind its `[`, or sure it is not there. */
export type Finding = "looking" | "found" | "absent";

const quote = 0x22;
const backslash = 0x5c;
const byteOrderMark: readonly number[] = [0xef, 0xbb, 0xbf];

/**
 * Finds the array at a key path in a document that arrives in pieces, by strings and nesting alone. Each byte is seen
 * once; what stands around the array is checked by whoever parses it.
 */
export class ArrayFinder {
  readonly #path: readonly string[];
  #state: Finding = "looking";
  /** Containers that are open. */
  #depth = 0;
  /** Keys of the path whose objects are open; the object looked into is the one at depth `#level + 1`. */
  #level = 0;
  #inString = false;
  #escaped = false;
  /** The next string in the object looked into is a key. */
  #keyNext = false;
  /** The bytes of the key being read, where it is one that matters. */
  #key: number[] | undefined;
  /** The last key read is the one looked for. */
  #hit = false;

  constructor(path: readonly string[]) {
    this.#path = path;
  }

  get state(): Finding {
    return this.#state;
  }

  /** Looks at a chunk from `from`; returns the index after the last byte it used. */
  scan(chunk: Uint8Array, from: number): number {
    for (let index = from; index < chunk.length; index += 1) {
      const byte = chunk[index] as number;
      if (this.#inString) this.#string(byte);
      else this.#structure(byte);
      if (this.#state !== "looking") return index + 1;
    }
    return chunk.length;
  }

  #string(byte: number): void {
    if (this.#escaped) this.#escaped = false;
    else if (byte === backslash) this.#escaped = true;
    else if (byte === quote) {
      this.#inString = false;
      if (this.#key !== undefined) this.#hit = keyOf(this.#key) === this.#path[this.#level];
      this.#key = undefined;
      return;
    }
    this.#key?.push(byte);
  }

  #structure(byte: number): void {
    if (byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09 || byte === 0x3a) return;
    const here = this.#depth === this.#level + 1;
    if (this.#depth === 0) {
      if (byteOrderMark.includes(byte)) return;
      this.#enter(byte, 0);
    } else if (here && this.#hit) {
      this.#enter(byte, this.#level + 1);
    } else if (byte === quote) {
      this.#inString = true;
      if (here && this.#keyNext) this.#key = [];
      if (here) this.#keyNext = false;
    } else if (byte === 0x7b || byte === 0x5b) {
      this.#depth += 1;
    } else if (byte === 0x7d || byte === 0x5d) {
      this.#depth -= 1;
      if (here) this.#state = "absent";
    } else if (byte === 0x2c && here) {
      this.#keyNext = true;
    }
  }

  /** The value at `level` keys down the path starts with this byte. */
  #enter(byte: number, level: number): void {
    this.#hit = false;
    const last = level === this.#path.length;
    if (last && byte === 0x5b) this.#state = "found";
    else if (!last && byte === 0x7b) {
      this.#level = level;
      this.#depth += 1;
      this.#keyNext = true;
    } else this.#state = "absent";
  }
}

function keyOf(bytes: number[]): string | undefined {
  try {
    return JSON.parse(`"${Buffer.from(bytes).toString("utf8")}"`) as string;
  } catch {
    return undefined;
  }
}
