import { MockAgent } from "undici";
import { afterEach } from "vitest";
import { type MemoryProgram, memoryProgram } from "./memory-program.ts";

export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: a test reads what it expects
  readonly json: any;
}

/** `body` is sent as it is where it is text, else as JSON; an Error cuts the connection. */
export type Answer =
  | Error
  | {
      readonly status?: number;
      readonly body?: unknown;
      readonly headers?: Readonly<Record<string, string>>;
    };

/** A program and the one server that it knows, in memory. */
export interface FakeServer extends MemoryProgram {
  /** The requests, first to last. */
  readonly asked: readonly Asked[];
}

const agents: MockAgent[] = [];
afterEach(async () => {
  await Promise.all(agents.splice(0).map((agent) => agent.close()));
});

/** `answer` plays the server at `origin`; any other origin cannot be reached. */
export function fakeServer(
  origin: string,
  answer: (asked: Asked, before: readonly Asked[]) => Answer,
  options: {
    readonly env?: Readonly<Record<string, string>>;
    readonly config?: string;
    readonly terminal?: number;
  } = {},
): FakeServer {
  const asked: Asked[] = [];
  const agent = new MockAgent();
  agents.push(agent);
  agent.disableNetConnect();
  for (const method of ["GET", "POST", "PUT", "DELETE"]) {
    agent
      .get(origin)
      .intercept({ path: () => true, method })
      .reply((sent) => {
        const url = new URL(sent.path, origin);
        const text = Buffer.from((sent.body ?? "") as string).toString();
        const headers = Object.fromEntries(Object.entries(sent.headers as Record<string, string>));
        const one = {
          method,
          path: url.pathname,
          query: url.searchParams,
          headers,
          text,
          json: /^[[{]/.test(text) ? JSON.parse(text) : undefined,
        };
        const given = answer(one, [...asked]);
        asked.push(one);
        if (given instanceof Error) throw given;
        const { status = 200, body = "" } = given;
        const plain = typeof body === "string";
        return {
          statusCode: status,
          data: plain ? body : JSON.stringify(body),
          responseOptions: {
            headers: { "content-type": plain ? "text/plain" : "application/json", ...given.headers },
          },
        };
      })
      .persist();
  }
  return { ...memoryProgram({ ...options, dispatcher: agent }), asked };
}

/** A connection that breaks after the request was sent. */
export function cut(): Error {
  return Object.assign(new Error("socket hang up"), { code: "ECONNRESET" });
}
