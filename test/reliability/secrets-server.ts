import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { afterAll } from "vitest";
import { onLoopback } from "../loopback.ts";

/** How a server gives back what it was sent, in what it says of an error. */
export const moods = ["obliging", "json", "fault", "keystone", "html", "text", "cut", "odd"] as const;
export type SecretsMood = (typeof moods)[number];

export interface SecretsServer {
  readonly url: string;
  mood: SecretsMood;
  status: number;
  /** So many requests are answered well before that. */
  patience: number;
  /** Every request whose headers or body held something. */
  readonly got: string[];
}

/** All five systems, which sign anybody in, and then repeat what they are sent. */
export async function secretsServer(): Promise<SecretsServer> {
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    request.on("end", () => {
      const body = Buffer.concat(parts).toString();
      known.got.push(`${request.url} ${JSON.stringify(request.headers)} ${body}`);
      known.patience -= 1;
      if (known.mood === "obliging" || known.patience >= 0) return oblige(request, response, known.url);
      repeat(request, body, response, known);
    });
  });
  // As a proxy, it is a way to itself.
  server.on("connect", (_request, socket) => {
    socket.write("HTTP/1.1 200 OK\r\n\r\n");
    server.emit("connection", socket);
  });
  const { url, close } = await onLoopback(server);
  afterAll(close);
  const known: SecretsServer = { url, mood: "obliging", status: 500, patience: 0, got: [] };
  return known;
}

/** Tokens of the servers' own, which are secrets as well. */
export const issued = "Zx900Qm8vT-_.Kp5wR900Jn";

function oblige(
  { url = "", method, headers }: IncomingMessage,
  response: ServerResponse,
  home: string,
): void {
  const path = new URL(url, "http://h").pathname;
  const send = (status: number, body: unknown, more: Record<string, string> = {}) => {
    response.writeHead(status, { "content-type": "application/json", ...more }).end(JSON.stringify(body));
  };
  const endpoints = [{ interface: "public", region_id: "R", url: home }];
  const catalog = [{ type: "rating", name: "cloudkitty", endpoints }];
  const keystone = { project: { name: "p" }, user: { name: "u" }, roles: [{ name: "admin" }], catalog };
  const guid = "11111111-1111-1111-1111-111111111111";
  const scope = { scope_id: "5f4d", scope_key: "k", collector: "c", fetcher: "f", active: method !== "GET" };
  if (path.endsWith("/buildinfo") && headers.authorization === undefined) {
    send(401, {}, { "www-authenticate": `X-OPAQUE uri="${home}/auth/tokens"` });
  } else if (path === "/auth/tokens") send(200, { Token: issued });
  else if (path.endsWith("/.well-known/openid-configuration")) {
    send(200, { token_endpoint: `${home}/osp/grant`, revocation_endpoint: `${home}/osp/revoke` });
  } else if (path === "/osp/grant")
    send(200, { access_token: issued, expires_in: 60, refresh_token: `${issued}r` });
  else if (path.endsWith("/signin")) send(200, { data: { token: issued } });
  else if (path === "/v3/auth/tokens") send(201, { token: keystone }, { "x-subject-token": issued });
  else if (path.endsWith("/conf")) send(200, { SmtpHost: "mail", SmtpPass: "Zx901Qm8vTKp5wR901Jn" });
  else {
    send(200, {
      ...scope,
      results: url.includes("offset=0") ? [scope] : [],
      Definitions: [{ GUID: guid, DisplayName: "d" }],
      TotalSize: 1,
      data: { registries: [{ id: "a" }], registry: { id: "a", creation_status: "done" } },
      pagination: { page: 0, total_count: 1, total_pages: 1 },
      GUID: guid,
      status: "success",
      _id: "p1",
      runCount: 1,
      elements_found: [],
      Status: "OK",
    });
  }
}

/** Everything that was sent, in every spelling that programs have for it. */
function repeat(
  request: IncomingMessage,
  body: string,
  response: ServerResponse,
  { mood, status }: SecretsServer,
): void {
  if (mood === "cut") return void request.socket.destroy();
  const { authorization = "", "x-auth-token": token = "", "x-api-token": key = "" } = request.headers;
  const { "proxy-authorization": proxy = "" } = request.headers;
  const decoded = [authorization, proxy]
    .map((header) => Buffer.from(/^Basic (.*)/.exec(header)?.[1] ?? "", "base64").toString())
    .join(" ");
  const raw = [proxy, request.url, authorization, decoded, String(token), String(key), body].join(" | ");
  const all = [
    raw,
    decodeURIComponent(body.replaceAll("+", " ").replace(/%(?![0-9a-f]{2})/gi, "%25")),
    encodeURIComponent(raw),
    Buffer.from(raw).toString("base64"),
    Buffer.from(authorization).toString("base64url"),
    JSON.stringify(JSON.stringify(raw)),
    raw.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;"),
  ].map((text, index) => `(${index}) ${text}`);
  const said = all[(request.url?.length ?? 0) % all.length]!;
  const headers = {
    "x-echo": Buffer.from(raw.replace(/[\r\n]/g, " ")).toString("latin1"),
    "www-authenticate": `X-OPAQUE realm="${Buffer.from(authorization).toString("latin1").replaceAll('"', '\\"')}"`,
    "set-cookie": `s=${encodeURIComponent(raw)}`,
    location: `/x?token=${encodeURIComponent(raw)}`,
  };
  const bodies: Record<string, [type: string, body: string]> = {
    json: ["application/json", JSON.stringify({ message: said, status: "error", all })],
    fault: [
      "application/json",
      JSON.stringify({ Fault: { Code: { Subcode: { Value: said } }, Reason: { Text: said }, Detail: all } }),
    ],
    keystone: ["application/json", JSON.stringify({ error: { message: said, title: said, code: status } })],
    html: ["text/html", `<html><head><title>${said}</title></head><body>${all}</body></html>`],
    text: ["text/plain", `ERROR ${status}: ${said}`],
    odd: ["application/json", JSON.stringify([said, { [said]: null }])],
  };
  const [type, text] = bodies[mood]!;
  response.writeHead(mood === "odd" ? 200 : status, { ...headers, "content-type": type }).end(text);
}
