import {
  Agent,
  createServer as createHttpServer,
  request as forward,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type ServerResponse,
} from "node:http";
import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import { type Answer, begin, drip, passed, reset, send, silence } from "./answers.ts";
import { type FaultKind, madeUp, spoilt } from "./faults.ts";
import type { VirtualTime } from "./virtual-time.ts";

/** Which of the requests of a run meets which fault. */
export interface Plan {
  readonly kind: FaultKind;
  /** The number of the request, from 0. */
  readonly at: number;
  /** All after it meet the fault too. */
  readonly always: boolean;
}

/** A request as it arrived. */
export interface Arrived {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  /** The server's answer, where it was asked. */
  status?: number;
  answered?: IncomingHttpHeaders;
  answer?: Buffer;
  /** The fault that it met. */
  fault?: FaultKind | undefined;
}

/** The fault that the request of that number meets. */
export type Meets = (number: number) => FaultKind | undefined;

export function meetsOf({ kind, at, always }: Plan): Meets {
  return (number) => ((always ? number >= at : number === at) ? kind : undefined);
}

/** How a run is played: its time, and what goes wrong in it. */
export interface Play {
  readonly time: VirtualTime;
  readonly meets: Meets;
  /** The requests that came, in their order. */
  readonly arrived: Arrived[];
  /** Who asks in this run; whoever else does is of a run that is over. */
  readonly userAgent: string;
}

/**
 * Stands between the program and a server on real sockets, and lets requests meet faults. It listens on an address of the loopback
 * network that nobody else uses, so that its port is its own also while it refuses connections.
 */
export class FaultingProxy {
  readonly url: string;
  readonly #host: string;
  readonly #port: number;
  readonly #elsewhere: string;
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 16 });
  readonly #http = createHttpServer({ maxHeaderSize: 256 * 1024 });
  #target = 0;
  #server: Server | undefined;
  #play: Play | undefined;

  private constructor(host: string, elsewhere: string, server: Server) {
    this.#host = host;
    this.#elsewhere = elsewhere;
    this.#server = server;
    this.#port = (server.address() as AddressInfo).port;
    this.url = `http://${host}:${this.#port}`;
    server.on("connection", this.#connect);
    this.#http.on("request", this.#serve);
  }

  /** `elsewhere` is the origin that redirects lead to. */
  static async start(host: string, elsewhere: string): Promise<FaultingProxy> {
    return new FaultingProxy(host, elsewhere, await listening(host, 0));
  }

  /** The port on 127.0.0.1 of the server behind it. */
  leadTo(port: number): void {
    this.#target = port;
  }

  /** A run begins. */
  async begin(play: Play): Promise<void> {
    this.#play = play;
    if (play.meets(0) === "refused") this.#refuse();
    else await this.accept();
  }

  /** Connections are accepted again, if they were not. */
  async accept(): Promise<void> {
    if (this.#server !== undefined) return;
    this.#server = await listening(this.#host, this.#port);
    this.#server.on("connection", this.#connect);
  }

  close(): void {
    this.#refuse();
    this.#http.closeAllConnections();
    this.#agent.destroy();
  }

  #refuse(): void {
    this.#server?.close();
    this.#http.closeIdleConnections();
    this.#server = undefined;
  }

  /** Some faults come before there is a request; all others are the business of HTTP. */
  readonly #connect = (socket: Socket): void => {
    const { meets, arrived } = this.#play!;
    const kind = meets(arrived.length);
    if (kind !== "reset at the first byte" && kind !== "reset in the request") {
      this.#http.emit("connection", socket);
      return;
    }
    socket.on("error", () => {});
    const parts: Buffer[] = [];
    socket.on("data", (part: Buffer) => {
      parts.push(part);
      const text = Buffer.concat(parts);
      const head = text.indexOf("\r\n");
      // More than its first line, so that it is known which request it was.
      if (head < 0 || (kind === "reset in the request" && text.length < head + 20)) return;
      const [method = "", path = ""] = text.toString("latin1", 0, head).split(" ");
      arrived.push({ method, path, headers: {}, body: text, fault: kind });
      socket.resetAndDestroy();
    });
  };

  readonly #serve = (incoming: IncomingMessage, outgoing: ServerResponse): void => {
    this.#answer(incoming, outgoing).catch((error: unknown) => {
      // The program went away, which is its right.
      outgoing.destroy(error as Error);
    });
  };

  async #answer(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const { time, meets, arrived, userAgent } = this.#play!;
    const number = arrived.length;
    const { method = "", url: path = "", headers } = incoming;
    if ((headers["user-agent"] ?? userAgent) !== userAgent) return void outgoing.destroy();
    const parts: Buffer[] = [];
    const kind = meets(number);
    const one: Arrived = { method, path, headers, body: Buffer.alloc(0), fault: kind };
    arrived.push(one);
    for await (const part of incoming) parts.push(part as Buffer);
    Object.assign(one, { body: Buffer.concat(parts) });
    const ask = async () => {
      const answer = await this.#forward(one);
      Object.assign(one, { status: answer.status, answered: answer.headers, answer: answer.body });
      return answer;
    };

    if (kind === undefined || kind === "refused") {
      const answer = await ask();
      if (meets(number + 1) === "refused") {
        outgoing.setHeader("connection", "close");
        this.#refuse();
      }
      return send(outgoing, answer);
    }
    const made = madeUp(kind, this.#elsewhere);
    if (made !== undefined) return send(outgoing, { ...made, body: Buffer.from(made.body) });
    const isEarly = kind === "reset at the first byte" || kind === "reset in the request";
    if (isEarly || kind === "reset before it is carried out") return reset(outgoing);
    const answer = await ask();
    if (kind === "reset before the answer") return reset(outgoing);
    if (kind === "silence") return await silence(outgoing, time);
    const body = spoilt(kind, answer.body);
    if (body !== undefined) {
      const { "content-length": _, "transfer-encoding": __, ...kept } = answer.headers;
      return send(outgoing, { ...answer, headers: kept, body });
    }
    await begin(outgoing, answer);
    const half = answer.body.subarray(0, Math.floor(answer.body.length / 2));
    switch (kind) {
      case "reset in the body":
        return await passed(outgoing, half).then(() => reset(outgoing));
      case "cut off":
        return await passed(outgoing, half).then(() => void outgoing.socket?.end());
      case "silence in the body":
        return await passed(outgoing, half).then(() => silence(outgoing, time));
      case "1 byte a second":
        return await drip(outgoing, answer.body, time);
      default:
        throw new Error(`nobody plays ${kind}`);
    }
  }

  #forward({ method, path, headers, body }: Arrived): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const { connection: _, host: __, ...own } = headers;
      const sent = forward(
        {
          host: "127.0.0.1",
          port: this.#target,
          method,
          path,
          headers: { ...own, host: new URL(this.url).host },
          agent: this.#agent,
        },
        (answer) => {
          const parts: Buffer[] = [];
          answer.on("data", (part: Buffer) => parts.push(part));
          answer.on("error", reject);
          answer.on("end", () =>
            resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: Buffer.concat(parts) }),
          );
        },
      );
      sent.on("error", reject);
      sent.end(body);
    });
  }
}

function listening(host: string, port: number): Promise<Server> {
  const server = createServer();
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => resolve(server));
  });
}
