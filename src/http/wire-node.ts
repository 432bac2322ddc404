import { Agent, type ClientRequest, type IncomingMessage, request as requestHttp } from "node:http";
import { request as requestHttps, Agent as TlsAgent } from "node:https";
import { pipeline } from "node:stream/promises";
import type { TLSSocket } from "node:tls";
import { defined } from "../defined.ts";
import { headersOf } from "./header-text.ts";
import { responseParts } from "./response-parts.ts";
import {
  type TlsPeer,
  type TlsSettings,
  type Wire,
  WireError,
  type WireOptions,
  type WireRequest,
  type WireResponse,
} from "./wire.ts";
import { bodyError, wireError } from "./wire-errors.ts";

/** Node's own HTTP client. */
export function nodeWire(tls: TlsSettings): Wire {
  const agents: { http?: Agent; https?: TlsAgent } = {};
  const open = new Set<ClientRequest>();
  const trust = {
    rejectUnauthorized: !tls.insecure,
    ...defined({ ca: tls.ca, cert: tls.cert, key: tls.key }),
  };

  async function start(request: WireRequest, reuse: boolean): Promise<ClientRequest> {
    const settings = { method: request.method, headers: request.headers, joinDuplicateHeaders: true };
    // Over TLS nothing is won: it hands out 16 KiB at a time.
    if (request.large === true && request.url.protocol === "http:") {
      const { onread, use } = (await import("./large-reads.ts")).largeReads();
      const sent = requestHttp(request.url, { ...settings, ...{ onread }, agent: false });
      use(sent);
      return sent;
    }
    if (request.url.protocol === "http:") {
      agents.http ??= new Agent({ keepAlive: true });
      return requestHttp(request.url, { ...settings, agent: reuse ? agents.http : false });
    }
    agents.https ??= new TlsAgent({ keepAlive: true, ...trust });
    return requestHttps(request.url, { ...settings, ...trust, agent: reuse ? agents.https : false });
  }

  return {
    async send(request, options) {
      const sent = await start(request, options.reuse);
      open.add(sent);
      sent.once("close", () => open.delete(sent));
      return exchange(sent, request, options.signal);
    },
    close() {
      // Idle connections hold nothing up and end with the process; to close them one by one takes a millisecond.
      for (const sent of open) sent.destroy();
    },
  };
}

function exchange(
  sent: ClientRequest,
  request: WireRequest,
  signal: WireOptions["signal"],
): Promise<WireResponse> {
  return new Promise((resolve, reject) => {
    // The `signal` option of http.request is not used: it lets go of the signal before the body has been read.
    const abort = () => sent.destroy(new Error("aborted"));
    signal.addEventListener("abort", abort, { once: true });
    sent.once("close", () => signal.removeEventListener("abort", abort));

    let connected = false;
    sent.once("socket", (socket) => {
      const event = request.url.protocol === "https:" ? "secureConnect" : "connect";
      if (!sent.reusedSocket) socket.once(event, () => (connected = true));
    });
    const fail = (error: unknown) => {
      const stale = sent.reusedSocket;
      reject(wireError(error, signal, stale ? { stale } : connected ? {} : { neverArrived: true }));
    };
    sent.on("error", fail);
    sent.once("upgrade", (_, socket) => {
      socket.destroy();
      fail(
        new WireError("EPROTO", "the server switched to a protocol that nobody asked for", { lasting: true }),
      );
    });
    sent.once("response", (response) => resolve(answer(response, signal)));
    if (signal.aborted) abort();
    else if (typeof request.body !== "function") sent.end(request.body);
    else void upload(request.body(), sent).catch(fail);
  });
}

async function upload(body: AsyncIterable<Uint8Array>, sent: ClientRequest): Promise<void> {
  await pipeline(body, sent);
}

function answer(response: IncomingMessage, signal: AbortSignal): WireResponse {
  return {
    status: response.statusCode ?? 0,
    headers: headersOf(response.headers),
    body: parts(response, signal),
    discard: () => response.destroy(),
    peer: () => peerOf(response.socket as Partial<TLSSocket>),
  };
}

function peerOf(socket: Partial<TLSSocket>): TlsPeer | undefined {
  const certificate = socket.getPeerCertificate?.();
  const protocol = socket.getProtocol?.();
  if (certificate?.valid_to === undefined || !protocol) return undefined;
  const { CN, O } = certificate.issuer;
  const issuer = [CN ?? O].flat()[0];
  return { protocol, expiresAt: Date.parse(certificate.valid_to), issuer };
}

async function* parts(response: IncomingMessage, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  try {
    yield* responseParts(response);
  } catch (error) {
    throw bodyError(error, signal);
  }
}
