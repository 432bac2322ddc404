import { once } from "node:events";
import { createServer, type Server, type Socket } from "node:net";
import { afterEach } from "vitest";

/** A connection to the stub: what it read, and what came of it. */
export interface Peer {
  readonly socket: Socket;
  /** Everything the client sent so far. */
  received(): string;
  /** Resolves when the client has sent this. */
  until(text: string): Promise<void>;
  /** Resolves when the client has gone. */
  readonly closed: Promise<unknown>;
}

export interface Stub {
  readonly url: URL;
  readonly peers: readonly Peer[];
  stop(): Promise<void>;
}

const running: Stub[] = [];
afterEach(async () => {
  for (const stub of running.splice(0)) await stub.stop();
});

/** A server that speaks bytes: `serve` is called with each connection, and may do what no HTTP server would. */
export async function stub(serve: (peer: Peer, index: number) => unknown, host = "127.0.0.1"): Promise<Stub> {
  const peers: Peer[] = [];
  const server: Server = createServer((socket) => {
    let text = "";
    const waiting = new Set<() => void>();
    socket.on("error", () => {});
    socket.on("data", (chunk) => {
      text += chunk.toString("latin1");
      for (const look of waiting) look();
    });
    const peer: Peer = {
      socket,
      received: () => text,
      until: (wanted) =>
        new Promise((resolve) => {
          const look = () => {
            if (!text.includes(wanted)) return;
            waiting.delete(look);
            resolve();
          };
          waiting.add(look);
          look();
        }),
      closed: new Promise((resolve) => socket.once("close", resolve)),
    };
    peers.push(peer);
    void serve(peer, peers.length - 1);
  });
  server.listen(0, host);
  await once(server, "listening");
  const { port } = server.address() as { port: number };
  const made: Stub = {
    url: new URL(`http://${host.includes(":") ? `[${host}]` : host}:${port}/here?a=1`),
    peers,
    async stop() {
      if (!server.listening) return;
      const closed = once(server, "close");
      server.close();
      for (const { socket } of peers) socket.destroy();
      await closed;
    },
  };
  running.push(made);
  return made;
}

/** Answers each connection's first request with these bytes, and leaves the connection open. */
export function says(
  answer: string | Uint8Array,
  then?: (socket: Socket) => unknown,
): (peer: Peer) => Promise<void> {
  return async ({ until, socket }) => {
    await until("\r\n\r\n");
    socket.write(answer);
    then?.(socket);
  };
}

/** Cuts the connection with RST. */
export const reset = (socket: Socket) => socket.resetAndDestroy();
export const end = (socket: Socket) => socket.end();
