import type { Dispatcher } from "undici";
import { defined } from "../defined.ts";
import { errnoOf, messageOf } from "../errors.ts";
import { headersOf } from "./header-text.ts";
import { type ForwardProxy, nameOfProxy } from "./proxies.ts";
import { type TlsSettings, type Wire, WireError, type WireRequest, type WireResponse } from "./wire.ts";
import { bodyError, wireError } from "./wire-errors.ts";

/** A dispatcher that somebody else made, and closes: how tests stand in for the network. */
export function dispatcherWire(dispatcher: Dispatcher): Wire {
  return {
    async send(request, options) {
      try {
        return await ask(request, options.signal, dispatcher);
      } catch (error) {
        throw wireError(error, options.signal);
      }
    },
    close() {},
  };
}

/** Requests through forward proxies. */
export async function proxyWire(
  tls: TlsSettings,
  proxyOf: (url: URL) => ForwardProxy | undefined,
): Promise<Wire> {
  const { ProxyAgent } = await import("undici");
  const ca = { rejectUnauthorized: !tls.insecure, ...defined({ ca: tls.ca }) };
  const trust = { ...ca, ...defined({ cert: tls.cert, key: tls.key }) };
  const kept = new Map<string, Dispatcher>();
  const open = new Set<Dispatcher>();

  function agent(proxy: ForwardProxy): Dispatcher {
    const made = new ProxyAgent({
      uri: proxy.url.href,
      ...tokenOf(proxy.url),
      // Proxies rarely allow CONNECT to port 80: plain http goes through them as absolute-form requests.
      proxyTunnel: false,
      requestTls: trust,
      proxyTls: ca,
    });
    open.add(made);
    return made;
  }

  function keptAgent(proxy: ForwardProxy): Dispatcher {
    const found = kept.get(proxy.url.href) ?? agent(proxy);
    kept.set(proxy.url.href, found);
    return found;
  }

  return {
    async send(request, options) {
      const proxy = proxyOf(request.url)!;
      const warm = options.reuse && kept.has(proxy.url.href);
      // undici's own `reset` closes the connection afterwards, but may use one that was kept open.
      const dispatcher = options.reuse ? keptAgent(proxy) : agent(proxy);
      try {
        const response = await ask(request, options.signal, dispatcher);
        if (response.status !== 407) return response;
        response.discard();
        throw refused(proxy, 407);
      } catch (error) {
        throw proxyError(error, proxy, options.signal, warm);
      } finally {
        if (!options.reuse)
          void dispatcher.close().then(
            () => open.delete(dispatcher),
            () => {},
          );
      }
    },
    close() {
      for (const dispatcher of open) void dispatcher.destroy().catch(() => {});
    },
  };
}

async function ask(request: WireRequest, signal: AbortSignal, dispatcher: Dispatcher): Promise<WireResponse> {
  signal.throwIfAborted();
  const response = await dispatcher.request({
    origin: request.url.origin,
    path: request.url.pathname + request.url.search,
    method: request.method as Dispatcher.HttpMethod,
    headers: request.headers,
    body: typeof request.body === "function" ? (request.body() as never) : (request.body ?? null),
    signal,
    headersTimeout: 0,
    bodyTimeout: 0,
  });
  return {
    status: response.statusCode,
    headers: headersOf(response.headers),
    body: parts(response.body, signal),
    discard: () => void response.body.on("error", () => {}).destroy(),
  };
}

async function* parts(body: AsyncIterable<Uint8Array>, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  try {
    yield* body;
  } catch (error) {
    throw bodyError(error, signal);
  }
}

/** undici itself sends no login that has a user or a password alone. */
function tokenOf({ username, password }: URL): { token?: string } {
  if (username === "" && password === "") return {};
  const login = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return { token: `Basic ${Buffer.from(login).toString("base64")}` };
}

/** Through a proxy, whatever fails to connect is the proxy itself. */
function proxyError(error: unknown, proxy: ForwardProxy, signal: AbortSignal, warm: boolean): unknown {
  const status = /Proxy response \((\d+)\)|\((407)\)/.exec(messageOf(error));
  if (!signal.aborted && status !== null) return refused(proxy, Number(status[1] ?? status[2]), error);
  const made = wireError(error, signal);
  if (!(made instanceof WireError) || made === error) return made;
  if (/^(?:ENOTFOUND|EAI_|ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT)/.test(made.code)) {
    return new WireError(made.code, `${nameOfProxy(proxy)}: ${made.message}`, {
      neverArrived: true,
      hints: [`check ${proxy.variable}, or name the server's host in NO_PROXY`],
      cause: error,
    });
  }
  const stale = warm && /^(?:UND_ERR_SOCKET|ECONNRESET|EPIPE)$/.test(errnoOf(error) ?? "");
  return stale ? wireError(error, signal, { stale }) : made;
}

function refused(proxy: ForwardProxy, status: number, cause?: unknown): WireError {
  return new WireError("EPROXY", `${nameOfProxy(proxy)} answered ${status}`, {
    neverArrived: true,
    lasting: status < 500,
    hints:
      status === 407
        ? [`put its login before its host in ${proxy.variable}: USER:PASSWORD@${proxy.url.host}`]
        : [],
    cause,
  });
}
