import { Fault } from "../errors.ts";
import type { Effect } from "./endpoint.ts";
import type { Redactor } from "./redactor.ts";
import { backoff, mayResendAfterError, mayResendAfterStatus, retryAfter } from "./resend.ts";
import type { Trace } from "./trace.ts";
import { type Wire, WireError, type WireRequest, type WireResponse } from "./wire.ts";
import { hintsFor } from "./wire-errors.ts";

/** How patient the sender is, and with what. Times in milliseconds. */
export interface Patience {
  /** For one request with its answer; for a streamed answer: without a byte. */
  readonly timeout: number;
  /** Extra tries. */
  readonly retries: number;
  readonly signal: AbortSignal;
  now(): number;
  random(): number;
  sleep(milliseconds: number, signal: AbortSignal): Promise<void>;
}

export interface SendOptions {
  readonly effect: Effect;
  /** True: the answer is read whole, within the timeout. False: it is streamed, and only silence ends it. */
  readonly bounded: boolean;
}

/** The longest that a server's Retry-After is waited for; beyond it the fault says how long the server wants. */
const longestWait = 300_000;

/** Sends requests over one wire, and sends them again where the effect allows it. */
export class Sender {
  readonly #wire: Wire;
  readonly #patience: Patience;
  readonly #redactor: Redactor;
  readonly #trace: Trace;

  constructor(wire: Wire, patience: Patience, redactor: Redactor, trace: Trace) {
    this.#wire = wire;
    this.#patience = patience;
    this.#redactor = redactor;
    this.#trace = trace;
  }

  /**
   * Sends until an answer is received or the tries are used up. `receive` reads the answer, whatever its status; a WireError that it
   * throws (a body cut off) counts as a failed try.
   * @throws Fault unavailable when the last try failed.
   */
  async send<T>(
    request: WireRequest,
    options: SendOptions,
    receive: (response: WireResponse) => Promise<T>,
  ): Promise<T> {
    const { signal, retries } = this.#patience;
    for (let tries = 1; ; tries += 1) {
      signal.throwIfAborted();
      let wait: number;
      let why: string;
      try {
        const response = await this.#try(request, options, tries, retries, receive);
        if ("received" in response) return response.received;
        wait = response.after ?? backoff(tries, this.#patience.random());
        why = `answered ${response.status}`;
      } catch (error) {
        if (!(error instanceof WireError)) throw error;
        if (tries > retries || !mayResendAfterError(options.effect, error))
          throw this.#unavailable(request, options, error);
        wait = backoff(tries, this.#patience.random());
        why = error.message;
      }
      this.#trace.retrying(why, wait, tries, retries);
      await this.#patience.sleep(wait, signal);
    }
  }

  async #try<T>(
    request: WireRequest,
    options: SendOptions,
    tries: number,
    retries: number,
    receive: (response: WireResponse) => Promise<T>,
  ): Promise<{ received: T } | { status: number; after: number | undefined }> {
    const { timeout, signal: outer } = this.#patience;
    const limit = new AbortController();
    const late = () => limit.abort(new WireError("ETIMEDOUT", `no answer within ${timeout / 1000}s`, false));
    const timer = setTimeout(late, timeout);
    const signal = AbortSignal.any([outer, limit.signal]);
    const reuse = options.effect === "read";
    try {
      this.#trace.request(request);
      const response = await this.#wire.send(request, { signal, idleTimeout: timeout, reuse });
      this.#trace.response(response);
      if (!options.bounded) clearTimeout(timer);
      const after = retryAfter(response.headers["retry-after"], this.#patience.now());
      if (tries <= retries && mayResendAfterStatus(options.effect, response.status, after)) {
        if ((after ?? 0) <= longestWait) {
          response.discard();
          return { status: response.status, after };
        }
      }
      return { received: await receive(response) };
    } finally {
      clearTimeout(timer);
    }
  }

  #unavailable(request: WireRequest, options: SendOptions, error: WireError): Fault {
    const shown = this.#redactor.mask(`${request.method} ${request.url.href}`);
    const origin = this.#redactor.mask(request.url.origin);
    const unsure = (options.effect === "write" || options.effect === "once") && !error.neverArrived;
    return new Fault("unavailable", `${origin}: ${this.#redactor.mask(error.message)}`, {
      request: shown,
      cause: error,
      hints: [
        ...hintsFor(error),
        ...(unsure ? ["the request may have been carried out: look before you send it again"] : []),
      ],
    });
  }
}

/** True where a write was sent, no answer came back, and so nobody knows whether it was carried out. */
export function isUnsure(error: unknown): boolean {
  return error instanceof Fault && error.cause instanceof WireError && !error.cause.neverArrived;
}
