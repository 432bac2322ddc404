import { Fault } from "../errors.ts";
import type { World } from "../world.ts";
import { startTimer } from "./timer.ts";

/** How something is waited for; milliseconds. */
export interface Pace {
  /** Between two looks. Undefined: 1 s, then half as much again each time, up to 15 s. */
  readonly interval: number | undefined;
  /** Undefined: as long as it takes. */
  readonly timeout: number | undefined;
}

/** The pace that `waitFlags` ask for. */
export function paceOf(flags: {
  readonly interval: number | undefined;
  readonly "wait-timeout": number | undefined;
}): Pace {
  return { interval: flags.interval, timeout: flags["wait-timeout"] };
}

type Clock = Pick<World, "now" | "sleep" | "signal" | "during">;

const first = 1000;
const longest = 15_000;

/**
 * Comes back each time it is worth to look again: at once, then after each pause. The last look is at the time limit itself.
 * `state` says, for the fault, what is waited for and how it stands: "registry X is in_progress".
 * @throws Fault wait_timeout after the last look; the signal's reason when the wait is interrupted.
 */
export async function* looks(pace: Pace, clock: Clock, state: () => string): AsyncGenerator<void, never> {
  const end = pace.timeout === undefined ? Number.POSITIVE_INFINITY : clock.now() + pace.timeout;
  for (let pause = first; ; pause = Math.min(longest, pause * 1.5)) {
    yield;
    const left = end - clock.now();
    if (left <= 0) throw tooLate(pace.timeout!, state());
    await clock.sleep(Math.min(left, pace.interval ?? Math.round(pause)), clock.signal);
  }
}

function tooLate(timeout: number, state: string): Fault {
  return new Fault("wait_timeout", `waited ${timeout / 1000}s in vain: ${state}`, {
    hints: ["--wait-timeout DURATION waits longer"],
  });
}

/**
 * Forgives looks that fail, since a server that is away for a minute says nothing about what is waited for: as long as
 * no more than `most` fail one after another.
 */
export class Forgiving {
  readonly #say: (text: string) => void;
  readonly #most: number;
  #failed = 0;

  constructor(say: (text: string) => void, most = 5) {
    this.#say = say;
    this.#most = most;
  }

  /** What the look found; undefined where it failed and another one is worth it. @throws what cannot be forgiven. */
  async look<T>(work: () => Promise<T>): Promise<T | undefined> {
    try {
      const found = await work();
      this.#failed = 0;
      return found;
    } catch (error) {
      if (!(error instanceof Fault) || error.code !== "unavailable") throw error;
      this.#failed += 1;
      if (this.#failed > this.#most) throw error;
      this.#say(`a look failed, and is tried again later: ${error.message}`);
      return undefined;
    }
  }
}

/** The end of a wait, for what may hang while it is looked for. */
export interface Limit {
  /** Aborted with the fault of a wait that took too long. */
  readonly signal: AbortSignal;
  /** Lets go of the clock. */
  end(): void;
}

/**
 * The time limit of a wait, by the machine's own clock. `looks` keeps it between looks; this one keeps it within a look that is not
 * answered.
 */
export function limitOf(pace: Pace, state: () => string): Limit {
  const control = new AbortController();
  const { timeout } = pace;
  if (timeout === undefined) return { signal: control.signal, end: () => {} };
  const timer = startTimer(() => control.abort(tooLate(timeout, state())), timeout);
  return { signal: control.signal, end: () => timer.stop() };
}

/** Looks until there is a result; a look should end with the signal. @throws as `looks` and `Forgiving` do. */
export async function waitFor<T>(
  look: (signal: AbortSignal) => Promise<T | undefined>,
  pace: Pace,
  clock: Clock,
  told: { readonly state: () => string; readonly say: (text: string) => void },
): Promise<T> {
  const work = () => looked(look, pace, clock, told);
  return clock.during === undefined ? work() : clock.during(told.state, work);
}

async function looked<T>(
  look: (signal: AbortSignal) => Promise<T | undefined>,
  pace: Pace,
  clock: Clock,
  told: { readonly state: () => string; readonly say: (text: string) => void },
): Promise<T> {
  const forgiving = new Forgiving(told.say);
  const limit = limitOf(pace, told.state);
  try {
    for await (const _ of looks(pace, clock, told.state)) {
      const found = await forgiving.look(() => look(limit.signal));
      if (found !== undefined) return found;
    }
  } finally {
    limit.end();
  }
  throw new Error("the looks have no end");
}
