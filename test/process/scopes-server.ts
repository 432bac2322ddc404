import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { afterEach } from "vitest";
import { onLoopback } from "../loopback.ts";

/** A CloudKitty that holds so many scopes, on loopback; it never closes a connection by itself. */
export interface ScopesServer {
  readonly url: string;
  /** The environment that lets rptctl ask it without a Keystone. */
  readonly env: Readonly<Record<string, string>>;
  /** `METHOD url` of what it was asked. */
  readonly requests: readonly string[];
  /** Resolves when that many requests have come. */
  asked(count: number): Promise<void>;
  /** Resolves when the clients have closed all their connections. */
  left(): Promise<void>;
}

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

const stops: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

export function scopesServer(count: number): Promise<ScopesServer> {
  return answering((request, response) => {
    const { searchParams } = new URL(request.url ?? "", "http://h");
    const offset = Number(searchParams.get("offset"));
    const rows = Math.max(0, Math.min(Number(searchParams.get("limit")), count - offset));
    const results = Array.from({ length: rows }, (_, index) => rowOf(offset + index));
    response.setHeader("content-type", "application/json");
    response.end(`{"results":[${results.join(",")}]}`);
  });
}

function rowOf(number: number): string {
  return `{"scope_id":"scope-${number}","scope_key":"project_id","collector":"gnocchi","fetcher":"keystone","active":true,"last_processed_timestamp":"2026-01-01T00:00:00+00:00"}`;
}

export async function answering(answer: Answer): Promise<ScopesServer> {
  const requests: string[] = [];
  const sockets = new Set<Socket>();
  const waiting = new Set<() => void>();
  const changed = () => {
    for (const look of waiting) look();
  };
  const server = createServer({ keepAliveTimeout: 0 }, (request, response) => {
    requests.push(`${request.method} ${request.url}`);
    changed();
    answer(request, response);
  });
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.once("close", () => {
      sockets.delete(socket);
      changed();
    });
  });
  const until = (done: () => boolean) =>
    new Promise<void>((resolve) => {
      const look = () => {
        if (!done()) return;
        waiting.delete(look);
        resolve();
      };
      waiting.add(look);
      look();
    });
  const { url, close } = await onLoopback(server);
  stops.push(close);
  return {
    url,
    env: { OS_AUTH_TYPE: "admin_token", OS_TOKEN: "gAAAAAcanaryToken", OS_ENDPOINT: url },
    requests,
    asked: (count) => until(() => requests.length >= count),
    left: () => until(() => sockets.size === 0),
  };
}
