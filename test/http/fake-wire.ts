import {
  type Wire,
  WireError,
  type WireOptions,
  type WireRequest,
  type WireResponse,
} from "../../src/http/wire.ts";

/** One scripted outcome: an answer, a failure, or nothing at all until the request is aborted. */
export type Step =
  | { readonly status: number; readonly headers?: Record<string, string>; readonly body?: Body }
  | { readonly fails: WireError | Error }
  | "silence";

export type Body = string | Uint8Array | (() => AsyncIterable<Uint8Array>);

/** A wire that plays steps, one a request, and writes down what it was asked. */
export class FakeWire implements Wire {
  readonly asked: { request: WireRequest; options: WireOptions }[] = [];
  readonly discarded: number[] = [];
  readonly #steps: readonly Step[];

  constructor(...steps: Step[]) {
    this.#steps = steps;
  }

  async send(request: WireRequest, options: WireOptions): Promise<WireResponse> {
    const index = this.asked.push({ request, options }) - 1;
    const step = this.#steps[Math.min(index, this.#steps.length - 1)]!;
    if (step === "silence") return aborted(options.signal);
    if ("fails" in step) throw step.fails;
    const { status, headers = {}, body = "" } = step;
    return {
      status,
      headers,
      body: typeof body === "function" ? body() : parts(body),
      discard: () => void this.discarded.push(index),
    };
  }

  close(): void {}
}

/** Fails with the signal's reason, once there is one. */
export function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason);
    else signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  });
}

async function* parts(body: string | Uint8Array): AsyncGenerator<Uint8Array> {
  if (body.length > 0) yield typeof body === "string" ? Buffer.from(body) : body;
}

export const refused = new WireError("ECONNREFUSED", "connection refused", { neverArrived: true });
export const cut = new WireError("ECONNRESET", "the connection was cut");
export const late = new WireError("ETIMEDOUT", "no answer in time");
export const untrusted = new WireError("CERT_HAS_EXPIRED", "expired", { lasting: true, neverArrived: true });
export const stale = new WireError("ECONNRESET", "the connection was cut", { stale: true });
