import http from "node:http";
import type https from "node:https";
import type { TlsSettings, Wire, WireOptions, WireRequest, WireResponse } from "./wire.ts";
import { wireError } from "./wire-errors.ts";

/** Node's own HTTP client; `node:https` is loaded when the first https URL is asked for. */
export function nodeWire(tls: TlsSettings): Wire {
  const agents: { http?: http.Agent; https?: https.Agent } = {};
  const trust = {
    rejectUnauthorized: !tls.insecure,
    ...(tls.ca === undefined ? {} : { ca: tls.ca }),
    ...(tls.cert === undefined ? {} : { cert: tls.cert }),
    ...(tls.key === undefined ? {} : { key: tls.key }),
  };

  async function open(request: WireRequest, options: WireOptions): Promise<http.ClientRequest> {
    const settings = { method: request.method, headers: request.headers, signal: options.signal };
    if (request.url.protocol === "http:") {
      agents.http ??= new http.Agent({ keepAlive: true });
      return http.request(request.url, { ...settings, agent: options.reuse ? agents.http : false });
    }
    const https = (await import("node:https")).default;
    agents.https ??= new https.Agent({ keepAlive: true, ...trust });
    return https.request(request.url, { ...settings, ...trust, agent: options.reuse ? agents.https : false });
  }

  return {
    async send(request, options) {
      const sent = await open(request, options);
      return new Promise<WireResponse>((resolve, reject) => {
        const fail = (error: unknown) => reject(wireError(error, options, sent.reusedSocket));
        sent.once("error", fail);
        sent.setTimeout(options.idleTimeout, () => sent.destroy(new IdleError(options.idleTimeout)));
        sent.once("response", (response) => {
          sent.off("error", fail);
          sent.on("error", () => {});
          resolve(answer(response, options));
        });
        void writeBody(sent, request.body).catch((error: unknown) => sent.destroy(error as Error));
      });
    },
    close() {
      agents.http?.destroy();
      agents.https?.destroy();
    },
  };
}

/** Nothing came for that many milliseconds. */
class IdleError extends Error {
  readonly code = "ETIMEDOUT";
  constructor(milliseconds: number) {
    super(`no answer within ${milliseconds / 1000}s`);
  }
}

async function writeBody(sent: http.ClientRequest, body: WireRequest["body"]): Promise<void> {
  if (typeof body === "function") {
    for await (const part of body()) {
      if (!sent.write(part)) {
        await new Promise<void>((resolve) => {
          sent.once("drain", resolve);
          sent.once("close", resolve);
        });
      }
      if (sent.destroyed) return;
    }
    sent.end();
  } else sent.end(body);
}

function answer(response: http.IncomingMessage, options: WireOptions): WireResponse {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(response.headers)) {
    headers[name] = Array.isArray(value) ? value.join(", ") : (value ?? "");
  }
  return {
    status: response.statusCode ?? 0,
    headers,
    body: parts(response, options),
    discard: () => response.destroy(),
  };
}

async function* parts(response: http.IncomingMessage, options: WireOptions): AsyncGenerator<Uint8Array> {
  try {
    yield* response as AsyncIterable<Uint8Array>;
  } catch (error) {
    throw wireError(error, options, false);
  }
}
