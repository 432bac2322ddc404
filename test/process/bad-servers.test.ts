import { once } from "node:events";
import { createServer as createHttpServer } from "node:http";
import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import { createServer as createTlsServer } from "node:tls";
import { afterEach, describe, expect, it } from "vitest";
import { type Ended, freshHomes, startProgram } from "./program.ts";

/*
 * Servers that are down, slow, lying or cut off in mid-answer: exit 9 in time, no document on stdout that a parser would
 * take, and on stderr a sentence without secrets.
 */

const token = "gAAAAAcanaryToken";
const password = "canaryPassword";
const fresh = freshHomes();
const open: { server: Server; sockets: Set<Socket> }[] = [];

afterEach(() => {
  for (const { server, sockets } of open.splice(0)) {
    server.close();
    for (const socket of sockets) socket.destroy();
  }
});

/** What a server does with a connection on which a whole request has come. */
type Manner = (socket: Socket, request: string) => void;

/** A server on loopback; `requests` are those that it got. */
async function serve(manner: Manner, server = createServer()): Promise<{ port: number; requests: string[] }> {
  const sockets = new Set<Socket>();
  const requests: string[] = [];
  server.on("connection", (socket: Socket) => {
    sockets.add(socket);
    socket.on("error", () => {});
    let request = "";
    socket.on("data", (part) => {
      request += part.toString("latin1");
      if (!request.includes("\r\n\r\n")) return;
      requests.push(request);
      manner(socket, request);
      request = "";
    });
  });
  server.on("error", () => {});
  server.listen(0, "127.0.0.1");
  open.push({ server, sockets });
  await once(server, "listening");
  return { port: (server.address() as AddressInfo).port, requests };
}

const says =
  (...text: string[]): Manner =>
  (socket) =>
    socket.end(text.join("\r\n"));
const ok = "HTTP/1.1 200 OK";
const json = "content-type: application/json";
const row = '{"scope_id":"a","scope_key":"k","collector":"c","fetcher":"f","active":true}';

const manners: Readonly<Record<string, { manner: Manner; flags?: readonly string[]; said: RegExp }>> = {
  "never answers": { manner: () => {}, flags: ["--timeout", "300ms"], said: /no answer within 0\.3s/ },
  "hangs up at once": { manner: (socket) => socket.destroy(), said: /cut|hang up/ },
  "hangs up in mid-header": { manner: says(ok, "content-ty"), said: /cut|not HTTP/ },
  "cuts off a body of known length": {
    manner: says(ok, json, "content-length: 900", "", `{"results":[${row},`),
    said: /cut/,
  },
  "cuts off a body in chunks": {
    manner: says(ok, json, "transfer-encoding: chunked", "", "f", '{"results":[{"s', "40", "co"),
    said: /cut/,
  },
  "cuts off a body of unknown length": {
    manner: says(ok, json, "connection: close", "", `{"results":[${row}`),
    said: /cut off or not valid JSON/,
  },
  "stops in mid-body": {
    manner: (socket) => socket.write(`${ok}\r\n${json}\r\ncontent-length: 900\r\n\r\n{"results":[${row},`),
    flags: ["--timeout", "300ms"],
    said: /no answer within 0\.3s|half-way/,
  },
  "dribbles for ever": {
    manner: (socket) => {
      socket.write(`${ok}\r\n${json}\r\n\r\n{"results":[`);
      const timer = setInterval(() => socket.write(" "), 20);
      socket.on("close", () => clearInterval(timer));
    },
    flags: ["--deadline", "700ms"],
    said: /the deadline of 0\.7s passed/,
  },
  "sends what is nearly JSON": {
    manner: says(ok, json, "content-length: 14", "", '{"results":[{]'),
    said: /not valid JSON/,
  },
  "shows a login page": {
    manner: says(ok, "content-type: text/html", "content-length: 26", "", "<html>please log in</html>"),
    said: /not JSON but text\/html/,
  },
  "says success without a body": { manner: says("HTTP/1.1 204 No Content", "", ""), said: /not JSON/ },
  "sends rows that are none": {
    manner: says(ok, json, "content-length: 18", "", '{"results":[1,[]]}'),
    said: /no scope/,
  },
  "sends a header without end": {
    manner: says(ok, `x-long: ${"x".repeat(200_000)}`, json, "content-length: 2", "", "{}"),
    said: /not HTTP|too large|header/i,
  },
  "speaks another protocol": { manner: says("SSH-2.0-OpenSSH_9.2p1", ""), said: /not HTTP/ },
  "claims a compression that is none": {
    manner: says(ok, json, "content-encoding: gzip", "content-length: 14", "", '{"results":[]}'),
    said: /gzip answer is broken/,
  },
  "fails with a page": {
    manner: says(
      "HTTP/1.1 500 Oops",
      "content-type: text/html",
      "content-length: 29",
      "",
      "<title>Oops</title><p>page</p>",
    ),
    said: /Oops \(HTTP 500\)/,
  },
};

/** The token is at hand, so that the bad server is CloudKitty itself. */
const rating = (url: string) => ({ OS_AUTH_TYPE: "admin_token", OS_TOKEN: token, OS_ENDPOINT: url });
const keystone = (url: string) => ({
  OS_AUTH_URL: `${url}/v3`,
  OS_USERNAME: "admin",
  OS_PASSWORD: password,
  OS_PROJECT_NAME: "admin",
  OS_USER_DOMAIN_ID: "default",
  OS_PROJECT_DOMAIN_ID: "default",
});

function list(env: Readonly<Record<string, string>>, ...flags: string[]): Promise<Ended> {
  const argv = ["scope", "list", "-o", "json", "--retries", "0", ...flags];
  return startProgram(argv, { env: { HOME: fresh(), ...env } }).ended;
}

function expectUnavailable({ code, stdout, stderr }: Ended, said?: RegExp): void {
  expect(JSON.parse(stderr).error).toMatchObject({ code: "unavailable", exit: 9 });
  if (said !== undefined) expect(JSON.parse(stderr).error.message).toMatch(said);
  expect(code).toBe(9);
  expect(() => JSON.parse(stdout)).toThrow();
  expect(stderr).not.toMatch(/canary|internal error|\bat .*:\d+:\d+/);
}

describe("a CloudKitty that", () => {
  it.each(Object.keys(manners))("%s", async (name) => {
    const { manner, flags = [], said } = manners[name]!;
    const { port } = await serve(manner);
    expectUnavailable(await list(rating(`http://127.0.0.1:${port}`), ...flags), said);
  });

  it("is down", async () => {
    const { port } = await serve(() => {});
    open.splice(0).forEach(({ server }) => void server.close());
    expectUnavailable(await list(rating(`http://127.0.0.1:${port}`)), /connection refused/);
  });

  it("speaks no TLS, asked by https", async () => {
    const { port } = await serve(() => {}, createHttpServer());
    expectUnavailable(await list(rating(`https://127.0.0.1:${port}`)), /TLS/);
  });

  it("speaks TLS, asked by http", async () => {
    const { port } = await serve(() => {}, createTlsServer({}));
    expectUnavailable(await list(rating(`http://127.0.0.1:${port}`)));
  });

  it("fails on the second page", async () => {
    const page = `{"results":[${row}]}`;
    const whole = says(ok, json, `content-length: ${page.length}`, "", page);
    const { port } = await serve((socket, request) =>
      /[?&]limit=1\b/.test(request) ? whole(socket, request) : socket.destroy(),
    );
    const ended = await list(rating(`http://127.0.0.1:${port}`), "--page-size", "1");
    expectUnavailable(ended);
    expect(ended.stdout).toContain(row);
  });

  it.each([301, 302, 307, 308])("redirects elsewhere with %i: no token goes there", async (status) => {
    const elsewhere = await serve(says(ok, json, "content-length: 14", "", '{"results":[]}'));
    const there = `http://localhost:${elsewhere.port}/v2/scope`;
    const { port } = await serve(
      says(`HTTP/1.1 ${status} Moved`, `location: ${there}`, "content-length: 0", "", ""),
    );
    expectUnavailable(await list(rating(`http://127.0.0.1:${port}`)), /redirect to http:\/\/localhost/);
    expect(elsewhere.requests).toEqual([]);
  });

  it.each(["enable", "disable"])("takes a %s and hangs up is asked what came of it", async (verb) => {
    let active = verb === "disable";
    const answers: Manner = (socket, request) => {
      if (request.startsWith("PATCH")) {
        active = !active;
        socket.destroy();
        return;
      }
      const page = `{"results":[${row.replace("true", String(active))}]}`;
      says(ok, json, `content-length: ${page.length}`, "", page)(socket, request);
    };
    const { port, requests } = await serve(answers);
    const env = { HOME: fresh(), ...rating(`http://127.0.0.1:${port}`) };
    const ended = await startProgram(["scope", verb, "a"], { env }).ended;
    expect(ended).toMatchObject({ code: 0, stdout: "a\n" });
    expect(requests.filter((request) => request.startsWith("PATCH"))).toHaveLength(1);
  });
});

describe("a Keystone that", () => {
  it.each(Object.keys(manners).filter((name) => !/rows/.test(name)))("%s", async (name) => {
    const { manner, flags = [] } = manners[name]!;
    const { port } = await serve(manner);
    expectUnavailable(await list(keystone(`http://127.0.0.1:${port}`), ...flags));
  });

  it("redirects elsewhere: no password goes there", async () => {
    const elsewhere = await serve(says(ok, json, "content-length: 2", "", "{}"));
    const there = `http://localhost:${elsewhere.port}/v3/auth/tokens`;
    const { port } = await serve(
      says("HTTP/1.1 307 Moved", `location: ${there}`, "content-length: 0", "", ""),
    );
    const ended = await list(keystone(`http://127.0.0.1:${port}`));
    expect(ended).toMatchObject({ code: 3, stdout: "" });
    expect(elsewhere.requests).toEqual([]);
  });
});
