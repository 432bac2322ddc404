import type { Dispatcher } from "undici";
import type { World } from "../world.ts";
import type { TlsSettings, Wire } from "./wire.ts";
import { wireError } from "./wire-errors.ts";

/** undici: for proxies (HTTPS_PROXY, HTTP_PROXY, NO_PROXY) and for tests that give a dispatcher of their own. */
export async function undiciWire(tls: TlsSettings, world: World): Promise<Wire> {
  const { EnvHttpProxyAgent, request: ask } = await import("undici");
  const trust = {
    rejectUnauthorized: !tls.insecure,
    ...(tls.ca === undefined ? {} : { ca: tls.ca }),
    ...(tls.cert === undefined ? {} : { cert: tls.cert }),
    ...(tls.key === undefined ? {} : { key: tls.key }),
  };
  const given = world.dispatcher as Dispatcher | undefined;
  const dispatcher =
    given ??
    new EnvHttpProxyAgent({
      httpProxy: world.env.http_proxy || world.env.HTTP_PROXY || "",
      httpsProxy: world.env.https_proxy || world.env.HTTPS_PROXY || "",
      noProxy: world.env.no_proxy || world.env.NO_PROXY || "",
      // Proxies rarely allow CONNECT to port 80: plain http goes through them as absolute-form requests.
      proxyTunnel: false,
      connect: trust,
      requestTls: trust,
    });
  return {
    async send(request, options) {
      try {
        const response = await ask(request.url, {
          method: request.method as Dispatcher.HttpMethod,
          headers: request.headers,
          body: typeof request.body === "function" ? (request.body() as never) : (request.body ?? null),
          signal: options.signal,
          headersTimeout: options.idleTimeout,
          bodyTimeout: options.idleTimeout,
          reset: !options.reuse,
          dispatcher,
        });
        const headers: Record<string, string> = {};
        for (const [name, value] of Object.entries(response.headers)) {
          headers[name.toLowerCase()] = Array.isArray(value) ? value.join(", ") : (value ?? "");
        }
        return {
          status: response.statusCode,
          headers,
          body: parts(response.body, options.signal),
          discard: () => void response.body.on("error", () => {}).destroy(),
        };
      } catch (error) {
        throw wireError(error, options, false);
      }
    },
    close() {
      if (given === undefined) void dispatcher.destroy().catch(() => {});
    },
  };
}

async function* parts(body: AsyncIterable<Uint8Array>, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  try {
    yield* body;
  } catch (error) {
    throw wireError(error, { signal }, false);
  }
}
