import { startTimer } from "../times/timer.ts";
import type { WireResponse } from "./wire.ts";

/** The time limit of one try. It runs from the start; `late` gives what the try then ends with. */
export interface Watch {
  /** Aborted when the time is over, or the outer signal is. */
  readonly signal: AbortSignal;
  /** Gives the whole time anew; nothing once it has ended. */
  restart(): void;
  /** Stops the clock until it is restarted; the outer signal still counts. */
  pause(): void;
  /** Lets go of the clock and of the outer signal. */
  end(): void;
}

/**
 * Starts the clock. Not `AbortSignal.any`: a signal made by it stays known to the outer one, which lives as long as thousands of
 * requests.
 */
export function watch(outer: AbortSignal, milliseconds: number, late: () => unknown): Watch {
  const controller = new AbortController();
  const pass = () => controller.abort(outer.reason);
  const clock = () => startTimer(() => controller.abort(late()), milliseconds);
  let timer = clock();
  let ended = false;
  outer.addEventListener("abort", pass, { once: true });
  if (outer.aborted) pass();
  return {
    signal: controller.signal,
    restart() {
      timer.stop();
      // A piece of a file may come after the request was given up: a clock for it would keep the process from ending.
      if (!ended) timer = clock();
    },
    pause: () => timer.stop(),
    end() {
      ended = true;
      timer.stop();
      outer.removeEventListener("abort", pass);
    },
  };
}

/** The parts as they come; the clock starts anew with each. */
export async function* ticking(parts: AsyncIterable<Uint8Array>, running: Watch): AsyncGenerator<Uint8Array> {
  for await (const part of parts) {
    running.restart();
    yield part;
  }
  running.restart();
}

/**
 * The same answer, whose clock runs only while we wait for the server: a reader of ours that takes its time is not the server's
 * silence. Reading it to the end, leaving it or `discard` ends the watch.
 */
export function watched(response: WireResponse, running: Watch): WireResponse {
  async function* body() {
    try {
      running.restart();
      for await (const part of response.body) {
        running.pause();
        yield part;
        running.restart();
      }
    } finally {
      running.end();
    }
  }
  running.pause();
  return {
    ...response,
    body: body(),
    discard() {
      running.end();
      response.discard();
    },
  };
}
