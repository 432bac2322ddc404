import { Fault } from "../errors.ts";
import type { Effect } from "./endpoint.ts";
import { checkHeaders } from "./header-text.ts";
import { maskedProblem } from "./masked-problem.ts";
import type { Problem } from "./problem.ts";
import type { Redactor } from "./redactor.ts";
import { backoff, mayResendAfterError, mayResendAfterStatus, retryAfter } from "./resend.ts";
import type { Trace } from "./trace.ts";
import { ticking, type Watch, watch, watched } from "./watch.ts";
import { type Wire, WireError, type WireRequest, type WireResponse } from "./wire.ts";

/** How patient the sender is, and with what. Times in milliseconds. */
export interface Patience {
  /** For one request with its answer; for what is streamed: without a byte. */
  readonly timeout: number;
  /** Extra tries. */
  readonly retries: number;
  readonly signal: AbortSignal;
  now(): number;
  random(): number;
  sleep(milliseconds: number, signal: AbortSignal): Promise<void>;
  /** Told of each extra try. */
  retrying?(): void;
}

export interface SendOptions {
  readonly effect: Effect;
  /** True: the answer is read whole, within the timeout. False: it is streamed, and only silence ends it. */
  readonly bounded: boolean;
}

/** The longest that a server's Retry-After is waited for; beyond it the answer is what it is: a failure. */
const longestWait = 300_000;

/** An answer that asks to be fetched again later; `after` is the server's own wish, in milliseconds. */
interface Later {
  readonly status: number;
  readonly after: number | undefined;
}

/** `resent`: an earlier try of the request may have been carried out, though its answer was lost. */
type Receive<T> = (response: WireResponse, resent: boolean) => Promise<T>;

/** Sends requests over one wire, each with the name of this program, and sends them again where the effect allows it. */
export class Sender {
  readonly #wire: Wire;
  readonly #patience: Patience;
  readonly #redactor: Redactor;
  readonly #trace: Trace;
  readonly #userAgent: string;

  constructor(wire: Wire, patience: Patience, redactor: Redactor, trace: Trace, userAgent: string) {
    this.#wire = wire;
    this.#patience = patience;
    this.#redactor = redactor;
    this.#trace = trace;
    this.#userAgent = userAgent;
  }

  /** A sender for what is still to be said after an interruption: one try, that ends after so many milliseconds. */
  afterwards(milliseconds: number): Sender {
    return this.#with({ retries: 0, timeout: milliseconds, signal: new AbortController().signal });
  }

  /** A problem as messages may quote it: without the secrets that the server was sent. */
  masked(problem: Problem): Problem {
    return maskedProblem(problem, this.#redactor);
  }

  /** A sender that tries once. */
  once(): Sender {
    return this.#with({ retries: 0 });
  }

  /** The same sender, whose requests and waits end with this signal too. */
  until(signal: AbortSignal): Sender {
    return this.#with({ signal: AbortSignal.any([this.#patience.signal, signal]) });
  }

  #with(patience: Partial<Patience>): Sender {
    const own = { ...this.#patience, ...patience };
    return new Sender(this.#wire, own, this.#redactor, this.#trace, this.#userAgent);
  }

  /** Waits as long as before any other try; false where there is none left. @throws the signal's reason. */
  async pause(tries: number, why: string): Promise<boolean> {
    const { signal, retries } = this.#patience;
    signal.throwIfAborted();
    if (tries > retries) return false;
    await this.#wait(backoff(tries, this.#patience.random()), tries, why);
    return true;
  }

  async #wait(wait: number, tries: number, why: string): Promise<void> {
    const { signal, retries } = this.#patience;
    this.#trace.retrying(why, wait, tries, retries);
    this.#patience.retrying?.();
    await this.#patience.sleep(wait, signal);
  }

  /**
   * Sends until an answer is received or the tries are used up. `receive` reads the answer, whatever its status; a WireError that it
   * throws (a body cut off) counts as a failed try. A streamed body is outside of that: what breaks while it is read, after
   * `receive` gave it away, is thrown to its reader.
   * @throws Fault unavailable when the last try failed.
   */
  async send<T>(asked: WireRequest, options: SendOptions, receive: Receive<T>): Promise<T> {
    const { signal, retries } = this.#patience;
    const request = { ...asked, headers: { "user-agent": this.#userAgent, ...asked.headers } };
    checkHeaders(request.headers);
    let reuse = options.effect === "read";
    let resent = false;
    for (let tries = 1; ; ) {
      signal.throwIfAborted();
      let wait: number;
      let why: string;
      try {
        const outcome = await this.#try(request, options, { reuse, last: tries > retries }, (response) =>
          receive(response, resent),
        );
        if ("received" in outcome) return outcome.received;
        wait = outcome.after ?? backoff(tries, this.#patience.random());
        why = `answered ${outcome.status}`;
        // A gateway may have passed it on.
        resent ||= outcome.status === 502 || outcome.status === 504;
      } catch (error) {
        if (!(error instanceof WireError)) throw error;
        if (error.stale && reuse) {
          // The server had closed the kept connection long ago: that says nothing about how it is now.
          reuse = false;
          continue;
        }
        if (tries > retries || !mayResendAfterError(options.effect, error))
          throw this.#unavailable(request, options.effect, error);
        wait = backoff(tries, this.#patience.random());
        why = error.message;
        resent ||= !error.neverArrived;
      }
      await this.#wait(wait, tries, why);
      tries += 1;
    }
  }

  async #try<T>(
    request: WireRequest,
    { effect, bounded }: SendOptions,
    { reuse, last }: { reuse: boolean; last: boolean },
    receive: (response: WireResponse) => Promise<T>,
  ): Promise<{ received: T } | Later> {
    const { timeout, signal, now } = this.#patience;
    const running = watch(signal, timeout, () => tooLate(timeout));
    const exchange = this.#trace.request(request);
    let streaming = false;
    try {
      const sent = uploading(request, running);
      const response = exchange.response(await this.#wire.send(sent, { signal: running.signal, reuse }));
      const after = retryAfter(response.headers["retry-after"], now());
      if (!last && mayResendAfterStatus(effect, response.status, after) && (after ?? 0) <= longestWait) {
        response.discard();
        return { status: response.status, after };
      }
      const received = await receive(bounded ? response : watched(response, running));
      streaming = !bounded;
      return { received };
    } catch (error) {
      exchange.failed(error);
      throw error;
    } finally {
      if (!streaming) running.end();
    }
  }

  #unavailable(request: WireRequest, effect: Effect, error: WireError): Fault {
    const mask = (text: string) => this.#redactor.maskOurs(text);
    const unsure = (effect === "write" || effect === "once") && !error.neverArrived;
    return new Fault("unavailable", mask(`${request.url.origin}: ${error.message}`), {
      request: this.#redactor.mask(`${request.method} ${request.url.href}`),
      cause: error,
      hints: [
        ...error.hints.map(mask),
        ...(unsure ? ["the request may have been carried out: look before you send it again"] : []),
      ],
    });
  }
}

function tooLate(timeout: number): WireError {
  return new WireError("ETIMEDOUT", `no answer within ${timeout / 1000}s`, {
    hints: ["--timeout DURATION waits longer"],
  });
}

/** An upload may take long: only when it stops moving is it too late. */
function uploading(request: WireRequest, running: Watch): WireRequest {
  const { body } = request;
  return typeof body === "function" ? { ...request, body: () => ticking(body(), running) } : request;
}

/** True where a write was sent, no answer came back, and so nobody knows whether it was carried out. */
export function isUnsure(error: unknown): boolean {
  return error instanceof Fault && error.cause instanceof WireError && !error.cause.neverArrived;
}

/** True where a failed write may have been carried out all the same: no answer, or one that tells of trouble inside the server. */
export function mayBeDone(error: unknown): error is Fault {
  return isUnsure(error) || (error instanceof Fault && (error.status ?? 0) >= 500);
}
