import type { World } from "../world.ts";

/** A request as it goes out. */
export interface WireRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  /** Bytes, or a function that makes a fresh stream of them (an upload). */
  readonly body?: Uint8Array | (() => AsyncIterable<Uint8Array>);
}

/** An answer whose body has not been read. */
export interface WireResponse {
  readonly status: number;
  /** Names in lower case; repeated headers joined by ", ". */
  readonly headers: Readonly<Record<string, string>>;
  /** Must be read to its end or given up with `discard`. */
  readonly body: AsyncIterable<Uint8Array>;
  discard(): void;
}

/** How a server is recognised and trusted, and how we show who we are. PEM texts. */
export interface TlsSettings {
  readonly ca?: string;
  readonly cert?: string;
  readonly key?: string;
  readonly insecure: boolean;
}

export interface WireOptions {
  readonly signal: AbortSignal;
  /** Milliseconds without a byte, before the headers and then between parts of the body. */
  readonly idleTimeout: number;
  /** True where the connection may be one that an earlier request left open. */
  readonly reuse: boolean;
}

/** An HTTP engine. It follows no redirect, keeps no cookie and sends nothing by itself. */
export interface Wire {
  send(request: WireRequest, options: WireOptions): Promise<WireResponse>;
  /** Ends the idle connections, so that the process can end. */
  close(): void;
}

/** The server did not answer, or not in time: what a retry may mend. `code` is the errno or an engine's own word. */
export class WireError extends Error {
  override readonly name = "WireError";
  readonly code: string;
  /** True where the request surely never reached a server. */
  readonly neverArrived: boolean;

  constructor(code: string, message: string, neverArrived: boolean, cause?: unknown) {
    super(message, { cause });
    this.code = code;
    this.neverArrived = neverArrived;
  }
}

const proxyVariables = ["HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy"] as const;

/**
 * The engine for these settings. Node's own client is the default because it starts three to five times sooner than undici, which
 * serves where it is better: proxies, and tests that give a dispatcher.
 */
export async function openWire(world: World, tls: TlsSettings): Promise<Wire> {
  const proxied = proxyVariables.some((name) => (world.env[name] ?? "") !== "");
  if (proxied || world.dispatcher !== undefined) {
    const { undiciWire } = await import("./wire-undici.ts");
    return undiciWire(tls, world);
  }
  const { nodeWire } = await import("./wire-node.ts");
  return nodeWire(tls);
}
