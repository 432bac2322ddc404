import { FileStore } from "./store.ts";

interface ClockState {
  /** Milliseconds that the sandbox is ahead of real time. */
  ahead: number;
  /** The instant it was started at, when one was given: a reset goes back to it. */
  start?: number;
}

/** The time that everything in the sandbox goes by. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
}

/** A clock that runs as real time does, from where it was set, and is kept in a file. */
export class FileClock implements Clock {
  readonly #store: FileStore<ClockState>;

  /** Continues from the file; `start` (ms since the epoch) sets it anew. */
  constructor(path: string, start: number | undefined) {
    this.#store = new FileStore<ClockState>(path, (previous) => begin(start ?? previous?.start));
    if (start !== undefined) this.#store.change((state) => Object.assign(state, begin(start)));
  }

  now(): number {
    return Date.now() + this.#store.state.ahead;
  }

  advance(milliseconds: number): void {
    this.#store.change((state) => {
      state.ahead += milliseconds;
    });
  }

  /** Back to the instant it was started at, else to real time. */
  reset(): void {
    this.#store.reset();
  }
}

function begin(start: number | undefined): ClockState {
  return start === undefined ? { ahead: 0 } : { ahead: start - Date.now(), start };
}
