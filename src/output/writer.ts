import { reasonOf, remediesOf } from "../errno.ts";
import { errnoOf, Fault } from "../errors.ts";
import type { Sink } from "../world.ts";

/** How much is gathered before it is written: a pipe's own size. */
const blockSize = 64 * 1024;

/** The largest block that is kept for the next pieces. */
const reusable = 4 * blockSize;

/**
 * The one way to standard output: gathers small pieces, waits until each block was taken, and turns a failed write into a
 * Fault: `closed_pipe` where the reader went away, `failure` for a full disk and the rest.
 */
export class Writer {
  readonly #sink: Sink;
  #text = "";
  #block: Uint8Array | undefined;
  #used = 0;

  constructor(sink: Sink) {
    this.#sink = sink;
  }

  /** True when enough is gathered that `flush()` should be awaited before more is added. */
  get full(): boolean {
    return this.#text.length >= blockSize || this.#used >= blockSize;
  }

  /** Adds without writing. Check `full` now and then: what is added and not flushed is kept in memory. */
  add(piece: string | Uint8Array): void {
    if (typeof piece === "string") {
      if (this.#used > 0) this.#append(Buffer.from(piece));
      else this.#text += piece;
      return;
    }
    this.#textToBlock();
    this.#append(piece);
  }

  /** Room for so many bytes, to be used at once; the first `size` of them are added. */
  room(bytes: number, size: number): Uint8Array {
    this.#textToBlock();
    const room = this.#blockFor(bytes).subarray(this.#used, this.#used + bytes);
    this.#used += size;
    return room;
  }

  /** Adds, and writes when enough is gathered. */
  async write(piece: string | Uint8Array): Promise<void> {
    this.add(piece);
    if (this.full) await this.flush();
  }

  /** Writes all that was added; resolves when the reader has taken it. */
  async flush(): Promise<void> {
    const piece = this.#text !== "" ? this.#text : this.#block?.subarray(0, this.#used);
    this.#text = "";
    this.#used = 0;
    if (piece === undefined || piece.length === 0) return;
    const block = this.#block;
    this.#block = undefined;
    try {
      await this.#sink.write(piece);
    } catch (error) {
      throw writeFault(error);
    }
    // Taken means that the block is free again; a hundred megabytes of them would be garbage otherwise.
    if (block !== undefined && block.length <= reusable) this.#block ??= block;
  }

  #textToBlock(): void {
    if (this.#text === "") return;
    const text = this.#text;
    this.#text = "";
    this.#append(Buffer.from(text));
  }

  #append(bytes: Uint8Array): void {
    this.#blockFor(bytes.length).set(bytes, this.#used);
    this.#used += bytes.length;
  }

  /** The block, with room for so many bytes more. */
  #blockFor(bytes: number): Uint8Array {
    const needed = this.#used + bytes;
    if (this.#block === undefined || needed > this.#block.length) {
      const roomier = Buffer.allocUnsafe(Math.max(blockSize + 8 * 1024, needed, 2 * this.#used));
      if (this.#block !== undefined) roomier.set(this.#block.subarray(0, this.#used));
      this.#block = roomier;
    }
    return this.#block;
  }
}

/** Why nothing more can be printed. A reader that went away is the `closed_pipe` that main says nothing about. */
export function writeFault(error: unknown): Fault {
  if (error instanceof Fault) return error;
  const errno = errnoOf(error) ?? "";
  if (errno === "EPIPE" || errno === "ERR_STREAM_DESTROYED" || errno === "ECONNRESET") {
    return new Fault("closed_pipe", "the reader of standard output went away", { cause: error });
  }
  return new Fault("failure", `cannot write to standard output: ${reasonOf(error)}`, {
    cause: error,
    hints: remediesOf(error),
  });
}
