import { once } from "node:events";
import { createServer as createHttp, type IncomingMessage, type ServerResponse } from "node:http";
import { type AddressInfo, createServer as createTcp, type Server } from "node:net";
import { afterAll } from "vitest";

/** A redirect that one of the requests is answered with. */
export interface Redirect {
  /** The number of the request, from 0. */
  readonly at: number;
  readonly status: number;
  readonly location: string;
}

/** The systems at one origin, and others that nothing may reach. */
export interface Origins {
  readonly url: string;
  readonly port: number;
  /** Ports and addresses where only strangers listen. */
  readonly otherPort: number;
  readonly otherHost: string;
  redirect: Redirect | undefined;
  /** `METHOD path` of what the systems were asked. */
  readonly asked: string[];
  /** Bytes and connections that reached a stranger, and requests that named another host or came in another scheme. */
  strayed: number;
}

export const secrets = {
  password: "canary-password-1",
  token: "canary-token-2",
  client: "canary-client-3",
} as const;

export async function origins(): Promise<Origins> {
  const servers: Server[] = [];
  afterAll(async () => {
    for (const server of servers) {
      if ("closeAllConnections" in server) (server as ReturnType<typeof createHttp>).closeAllConnections();
      server.close();
      await once(server, "close");
    }
  });
  const listen = async (server: Server, host: string, port: number) => {
    server.listen(port, host);
    await once(server, "listening");
    servers.push(server);
    return (server.address() as AddressInfo).port;
  };
  const stranger = () =>
    createTcp((socket) => {
      known.strayed += 1;
      socket.on("error", () => {});
      socket.on("data", (bytes) => {
        known.strayed += bytes.byteLength;
      });
    });
  const home = createHttp((request, response) => {
    if (request.headers.host !== `127.0.0.1:${known.port}`) known.strayed += 1;
    request.resume().on("end", () => {
      const number = known.asked.push(`${request.method} ${request.url}`) - 1;
      const { redirect } = known;
      if (redirect?.at === number)
        response.writeHead(redirect.status, { location: redirect.location }).end("{}");
      else answer(request, response, known);
    });
  });
  // TLS where none is spoken: another scheme at the same port.
  home.on("clientError", (_error, socket) => {
    known.strayed += 1;
    socket.destroy();
  });
  const port = await listen(home, "127.0.0.1", 0);
  const known: Origins = {
    url: `http://127.0.0.1:${port}`,
    port,
    otherPort: await listen(stranger(), "127.0.0.1", 0),
    otherHost: "127.0.0.2",
    redirect: undefined,
    asked: [],
    strayed: 0,
  };
  await listen(stranger(), known.otherHost, port);
  return known;
}

/** Successes, each with links that lead elsewhere, as far as a body and its headers can hold any. */
function answer(
  { method, url = "", headers }: IncomingMessage,
  response: ServerResponse,
  known: Origins,
): void {
  const path = new URL(url, "http://h").pathname;
  const elsewhere = `http://${known.otherHost}:${known.port}/stolen?page=2`;
  const links = { next: elsewhere, Next: elsewhere, href: elsewhere, link: elsewhere };
  const linked = { ...links, links: links, Links: [{ Rel: "next", Href: elsewhere }], _links: links };
  const send = (status: number, body: object, more: Readonly<Record<string, string>> = {}) => {
    response.writeHead(status, {
      "content-type": "application/json",
      link: `<${elsewhere}>; rel="next"`,
      location: elsewhere,
      "content-location": elsewhere,
      refresh: `0; url=${elsewhere}`,
      ...more,
    });
    response.end(JSON.stringify(body));
  };
  const challenge = `X-OPAQUE uri="${known.url}/auth/tokens", signOffUri="${elsewhere}"`;
  const osp = { token_endpoint: `${known.url}/osp/grant`, revocation_endpoint: `${known.url}/osp/revoke` };
  const endpoints = [{ interface: "public", region_id: "R", url: known.url }];
  const catalog = [{ type: "rating", name: "cloudkitty", endpoints }];
  const keystone = {
    project: { name: "p" },
    user: { name: "u" },
    roles: [{ name: "admin" }],
    catalog,
    ...linked,
  };
  const { token } = secrets;
  if (path.endsWith("/buildinfo") && headers.authorization === undefined)
    send(401, {}, { "www-authenticate": challenge });
  else if (path === "/auth/tokens") send(200, { Token: token, ...linked });
  else if (path.endsWith("/.well-known/openid-configuration")) send(200, osp);
  else if (path === "/osp/grant") send(200, { access_token: token, expires_in: 60, refresh_token: token });
  else if (path.endsWith("/signin")) send(200, { status: "ok", data: { token }, ...linked });
  else if (path === "/v3/auth/tokens") send(201, { token: keystone }, { "x-subject-token": token });
  else send(200, { ...linked, ...everything(method === "GET", url, linked) });
}

/** One document that every system finds what it looks for in. */
function everything(reads: boolean, url: string, linked: object): object {
  const scope = { scope_id: "s1", scope_key: "k", collector: "c", fetcher: "f", active: !reads };
  const guid = "11111111-1111-1111-1111-111111111111";
  return {
    ...scope,
    results: url.includes("offset=0") ? [{ ...scope, ...linked }] : [],
    Definitions: [{ GUID: guid, DisplayName: "d", ...linked }],
    TotalSize: 1,
    data: { registries: [{ id: "a", ...linked }] },
    pagination: { page: 0, total_count: 1, total_pages: 1, ...linked },
    GUID: guid,
    status: "success",
    _id: "p1",
    runCount: 1,
    elements_found: [],
    Status: "OK",
  };
}
