import { Agent } from "undici";
import { afterEach } from "vitest";
import type { Wire, WireOptions, WireRequest, WireResponse } from "../../src/http/wire.ts";
import { nodeWire } from "../../src/http/wire-node.ts";
import { dispatcherWire } from "../../src/http/wire-undici.ts";

const open: { close(): unknown }[] = [];
afterEach(async () => {
  for (const each of open.splice(0)) await each.close();
});

function node(): Wire {
  const wire = nodeWire({ insecure: false });
  open.push(wire);
  return wire;
}

/** Both engines, and the one that reads large files otherwise; each made anew for a test and closed after it. */
export const engines: readonly (readonly [string, () => Wire])[] = [
  ["node", node],
  [
    "node, large",
    () => {
      const wire = node();
      return { ...wire, send: (asked, how) => wire.send({ ...asked, large: true }, how) };
    },
  ],
  [
    "undici",
    () => {
      const dispatcher = new Agent();
      open.push({ close: () => dispatcher.destroy() });
      return dispatcherWire(dispatcher);
    },
  ],
];

export function request(url: URL, more: Partial<WireRequest> = {}): WireRequest {
  return { method: "GET", url, headers: {}, ...more };
}

export function options(more: Partial<WireOptions> = {}): WireOptions {
  return { signal: new AbortController().signal, reuse: false, ...more };
}

export async function textOf(response: WireResponse): Promise<string> {
  const parts: Uint8Array[] = [];
  for await (const part of response.body) parts.push(part);
  return Buffer.concat(parts).toString("utf8");
}

/** What a promise fails with. */
export async function failure(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    (value) => {
      throw new Error(`did not fail, but gave ${JSON.stringify(value)}`);
    },
    (error: unknown) => error,
  );
}
