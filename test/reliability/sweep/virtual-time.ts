import { AsyncLocalStorage } from "node:async_hooks";
import type { Timer } from "../../../src/times/timer.ts";

interface Due {
  readonly at: number;
  readonly work: () => void;
}

/**
 * The time of one run of the program: it passes while the program sleeps and while a server keeps it waiting, so that thirty seconds of
 * silence take no time and no slow machine ever looks like a slow server.
 */
export class VirtualTime {
  #now: number;
  readonly #timers = new Set<Due>();

  constructor(now: number) {
    this.#now = now;
  }

  /** Milliseconds since the epoch. */
  now(): number {
    return this.#now;
  }

  startTimer(work: () => void, milliseconds: number): Timer {
    const timer = { at: this.#now + milliseconds, work };
    this.#timers.add(timer);
    return { stop: () => void this.#timers.delete(timer) };
  }

  /** Lets time pass, and what is due in it happen. */
  advance(milliseconds: number): void {
    const end = this.#now + milliseconds;
    for (let next = this.#first(); next !== undefined && next.at <= end; next = this.#first())
      this.#fire(next);
    this.#now = Math.max(this.#now, end);
  }

  /** Lets time pass until the next timer; false where there is none. */
  advanceToTimer(): boolean {
    const next = this.#first();
    if (next !== undefined) this.#fire(next);
    return next !== undefined;
  }

  #first(): Due | undefined {
    let first: Due | undefined;
    for (const timer of this.#timers) if (first === undefined || timer.at < first.at) first = timer;
    return first;
  }

  #fire(timer: Due): void {
    this.#now = Math.max(this.#now, timer.at);
    this.#timers.delete(timer);
    timer.work();
  }
}

/** The time that the run goes by which the current work belongs to: many go on at once in one process. */
export const timeOfRun = new AsyncLocalStorage<VirtualTime>();

/** Stands for src/times/timer.ts. */
export function startTimer(work: () => void, milliseconds: number): Timer {
  const time = timeOfRun.getStore();
  if (time === undefined) throw new Error("a timer outside of any run");
  return time.startTimer(work, milliseconds);
}
