import { type CutterState, type Finder, place } from "./cutter-state.ts";
import { scanProgram } from "./scan-program.ts";

/** Bytes that are scanned at a time; where they, the state and what was cut lie in the program's memory (see scan.wat). */
const portion = 64 * 1024;
const input = 327_680;
const cutFrom = 2048 / 4;
const stack = 64;
/** Bytes in a group: what is left over is not scanned. */
const group = 16;

/** What is used of WebAssembly, of which Node's types say nothing. */
declare const WebAssembly: {
  Module: new (bytes: Uint8Array) => object;
  Instance: new (
    module: object,
  ) => { readonly exports: { memory: { buffer: ArrayBuffer }; scan: (length: number) => number } };
};

/** The loop of the row cutter as WebAssembly, five times as fast. One serves all cutters: their state goes in and out with each call. */
export class Scanner {
  readonly #scan: (length: number) => number;
  readonly #bytes: Uint8Array;
  readonly #numbers: Int32Array;

  /** Throws where the machine has no WebAssembly, or no memory for it. */
  constructor() {
    const { exports } = new WebAssembly.Instance(new WebAssembly.Module(Buffer.from(scanProgram, "base64")));
    this.#scan = exports.scan;
    this.#bytes = new Uint8Array(exports.memory.buffer);
    this.#numbers = new Int32Array(exports.memory.buffer);
  }

  /**
   * Cuts the rows of a chunk from `from` on, as far as nothing in it is unusual; the index of the first byte that it left to
   * `cutBytes`, whose state it takes and leaves.
   */
  cut(chunk: Uint8Array, from: number, state: CutterState, finder: Finder): number {
    // Strings and numbers that are rows themselves are unusual.
    if (state.depth === 0 && (state.inString || state.place === place.scalar)) return from;
    const numbers = this.#numbers;
    let index = from;
    this.#put(state);
    for (let more = chunk.length - index >= group; more; ) {
      const length = Math.min(portion, chunk.length - index);
      this.#bytes.set(chunk.subarray(index, index + length), input);
      numbers[5] = state.start - index;
      const used = this.#scan(length);
      const end = cutFrom + 3 * (numbers[6] as number);
      for (let at = cutFrom; at < end; at += 3)
        finder.row(
          (numbers[at] as number) + index,
          (numbers[at + 1] as number) + index,
          numbers[at + 2] !== 0,
        );
      state.start = (numbers[5] as number) + index;
      index += used;
      more = length === portion && used + group > length;
    }
    this.#take(state);
    return index;
  }

  #put(state: CutterState): void {
    const numbers = this.#numbers;
    numbers[0] = state.depth;
    numbers[1] = state.place;
    numbers[2] = Number(state.inString);
    numbers[3] = Number(state.escaped);
    numbers[4] = Number(state.suspect);
    for (let level = 0; level < state.depth; level += 1)
      this.#bytes[stack + level] = state.stack[level] as number;
  }

  #take(state: CutterState): void {
    const numbers = this.#numbers;
    state.depth = numbers[0] as number;
    state.place = numbers[1] as number;
    state.inString = numbers[2] === 1;
    state.escaped = numbers[3] === 1;
    state.suspect = numbers[4] === 1;
    for (let level = 0; level < state.depth; level += 1)
      state.stack[level] = this.#bytes[stack + level] as number;
  }
}
