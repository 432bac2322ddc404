import type { Readable } from "node:stream";

/** A stream that a person or a pipe reads. */
export interface Sink {
  readonly isTTY: boolean;
  /** Width in characters of a terminal; undefined where there is none. */
  readonly columns: number | undefined;
  /** Height in lines of a terminal. */
  readonly rows?: number | undefined;
  /** Tells when a terminal changes its size, until what is returned is called. */
  onResize?(listener: () => void): () => void;
  /**
   * Resolves when the text has been taken, after which its bytes may be used again; rejects with the errno (`EPIPE`,
   * `ENOSPC`) when it could not be.
   */
  write(text: string | Uint8Array): Promise<void>;
}

/** Where typed answers come from. */
export interface Source {
  readonly isTTY: boolean;
  readonly stream: Readable;
}

/** Counts what one call does. */
export interface Tally {
  /** The next word of the command was found: `scope`, then `list`. */
  entered(word: string): void;
  /** A context is worked in. */
  usedContext(name: string): void;
  /** So many more records were given out or changed. */
  addItems(count: number): void;
  /** A request is about to be sent again. */
  addRetry(): void;
}

/**
 * Everything outside the program that it may see or touch, except the network and the disk. Only `processWorld` reads
 * `process`; tests build a World of their own.
 */
export interface World {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  readonly home: string;
  readonly platform: NodeJS.Platform;
  readonly stdin: Source;
  readonly stdout: Sink;
  readonly stderr: Sink;
  /** The absolute path of the `rptctl` that runs, so that the sandbox can start another of its kind. */
  readonly program: string;
  readonly version: string;
  /** A file of the package by its path in there, where the package is no directory: in the single executable. */
  packaged?(path: string): string;
  /** True where an internal error is to show where in the program it happened. */
  readonly isTraced?: boolean;
  /** Milliseconds since the epoch. */
  now(): number;
  /** A number in [0, 1), for jitter. */
  random(): number;
  /** Resolves after that many milliseconds; rejects with the signal's reason when it is aborted first. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
  /** Does the work; while it lasts, a person who watches is told what is waited for. Absent where nobody is to be told. */
  during?<T>(what: () => string, work: () => Promise<T>): Promise<T>;
  /** Aborted by Ctrl-C and SIGTERM, with the Fault that says which. */
  readonly signal: AbortSignal;
  /** Told how the work goes, where somebody measures it. */
  readonly tally?: Tally;
  /** undici's dispatcher to send by, where a test gives one; undefined in a real process. */
  readonly dispatcher?: unknown;
}
