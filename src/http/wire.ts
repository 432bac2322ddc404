import type { World } from "../world.ts";

/** A request as it goes out. */
export interface WireRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  /** Bytes, or a function that makes a fresh stream of them (an upload). */
  readonly body?: Uint8Array | (() => AsyncIterable<Uint8Array>);
  /** True where the answer may be a file of any size: its body may then come in larger parts, over a connection of its own. */
  readonly large?: boolean;
}

/** An answer whose body has not been read. */
export interface WireResponse {
  readonly status: number;
  /** Names in lower case; repeated headers joined by ", ". */
  readonly headers: Readonly<Record<string, string>>;
  /** Must be read to its end or given up, by leaving the loop over it or with `discard`. */
  readonly body: AsyncIterable<Uint8Array>;
  discard(): void;
  /** The server as TLS showed it; absent, or undefined, where the engine cannot tell. To be asked before the body is read. */
  peer?(): TlsPeer | undefined;
}

/** The other end of a TLS connection. */
export interface TlsPeer {
  /** `TLSv1.3` */
  readonly protocol: string;
  /** When the server's own certificate expires, in milliseconds since the epoch. */
  readonly expiresAt: number;
  readonly issuer: string | undefined;
}

/** How a server is recognised and trusted, and how we show who we are. PEM texts. */
export interface TlsSettings {
  readonly ca?: string;
  readonly cert?: string;
  readonly key?: string;
  readonly insecure: boolean;
}

export interface WireOptions {
  /** Ends the request, or the reading of its answer, whenever it is aborted. */
  readonly signal: AbortSignal;
  /** True where the connection may be one that an earlier request left open. */
  readonly reuse: boolean;
}

/** An HTTP engine. It follows no redirect, keeps no cookie, knows no time limit and sends nothing by itself. */
export interface Wire {
  /** @throws WireError; the signal's reason; what a body that is streamed throws. */
  send(request: WireRequest, options: WireOptions): Promise<WireResponse>;
  /** Ends the connections, also those of answers that nobody read, so that the process can end. */
  close(): void;
}

/** What is known of a failure beside its code. */
export interface WireErrorDetails {
  /** The request surely never reached a server. */
  readonly neverArrived?: boolean;
  /** The connection was one that had been kept open, and was cut without an answer: it was most likely closed long ago. */
  readonly stale?: boolean;
  /** It will be the same next time: a certificate does not mend itself in a second. */
  readonly lasting?: boolean;
  readonly hints?: readonly string[];
  readonly cause?: unknown;
}

/** The server did not answer, or not in time: what a retry may mend. `code` is the errno or an engine's own word. */
export class WireError extends Error {
  override readonly name = "WireError";
  readonly code: string;
  readonly neverArrived: boolean;
  readonly stale: boolean;
  readonly lasting: boolean;
  readonly hints: readonly string[];

  constructor(code: string, message: string, details: WireErrorDetails = {}) {
    super(message, { cause: details.cause });
    this.code = code;
    this.neverArrived = details.neverArrived ?? false;
    this.stale = details.stale ?? false;
    this.lasting = details.lasting ?? false;
    this.hints = details.hints ?? [];
  }
}

/**
 * The engine for these settings. Node's own client is the default because it starts three to five times sooner than undici, which
 * serves where it is better: through proxies, and in tests that give a dispatcher.
 * @throws Fault config for a proxy variable that makes no sense.
 */
export async function openWire(world: World, tls: TlsSettings): Promise<Wire> {
  if (world.dispatcher !== undefined) {
    const { dispatcherWire } = await import("./wire-undici.ts");
    return dispatcherWire(world.dispatcher as never);
  }
  const { readProxies } = await import("./proxies.ts");
  const proxyOf = readProxies(world.env);
  const { nodeWire } = await import("./wire-node.ts");
  const direct = nodeWire(tls);
  if (proxyOf === undefined) return direct;
  let proxied: Promise<Wire> | undefined;
  return {
    async send(request, options) {
      if (proxyOf(request.url) === undefined) return direct.send(request, options);
      proxied ??= import("./wire-undici.ts").then(({ proxyWire }) => proxyWire(tls, proxyOf));
      return (await proxied).send(request, options);
    },
    close() {
      direct.close();
      void proxied?.then((wire) => wire.close());
    },
  };
}
