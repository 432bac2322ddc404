import { Redactor } from "../../src/http/redactor.ts";
import { type Patience, Sender } from "../../src/http/send.ts";
import type { Trace } from "../../src/http/trace.ts";
import type { Wire, WireRequest } from "../../src/http/wire.ts";

const silentTrace: Trace = {
  request: () => ({ response: (response) => response, failed() {} }),
  retrying() {},
};

/** A sender whose waits take no time; `waits` holds how long they would have been. */
export function makeSender(wire: Wire, patience: Partial<Patience> = {}, trace: Trace = silentTrace) {
  const waits: number[] = [];
  const redactor = new Redactor();
  const sender = new Sender(
    wire,
    {
      timeout: 30_000,
      retries: 3,
      signal: new AbortController().signal,
      now: () => Date.UTC(2026, 0, 1),
      random: () => 0.5,
      sleep: async (milliseconds, signal) => {
        signal.throwIfAborted();
        waits.push(milliseconds);
      },
      ...patience,
    },
    redactor,
    trace,
    "rptctl/test",
  );
  return { sender, waits, redactor };
}

export const asked: WireRequest = { method: "GET", url: new URL("http://h.example/a?b=1"), headers: {} };
