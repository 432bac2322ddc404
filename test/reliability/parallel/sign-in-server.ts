import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { onLoopback } from "../../loopback.ts";

/** What a system's server says; one that is made from these counts its sign-ins. */
export interface Manners {
  isSignIn(request: IncomingMessage): boolean;
  /** The token that a request carries. */
  tokenOf(headers: Readonly<Record<string, string | undefined>>): string;
  signedIn(response: ServerResponse, token: string, url: string): void;
  list(response: ServerResponse): void;
}

export const keystone: Manners = {
  isSignIn: ({ method }) => method === "POST",
  tokenOf: (headers) => headers["x-auth-token"] ?? "",
  signedIn(response, token, url) {
    const endpoints = [{ interface: "public", region_id: "R", region: "R", url }];
    const catalog = [{ type: "rating", name: "cloudkitty", id: "1", endpoints: endpoints }];
    const user = { name: "ops", id: "u", domain: { id: "default", name: "Default" } };
    const expires_at = new Date(Date.now() + 3_600_000).toISOString();
    const project = { id: "p", name: "admin", domain: { id: "default", name: "Default" } };
    response.setHeader("x-subject-token", token);
    json(response, 201, { token: { expires_at, user, project, roles: [{ name: "admin" }], catalog } });
  },
  list: (response) => json(response, 200, { results: [] }),
};

export const seerBox: Manners = {
  isSignIn: ({ method }) => method === "POST",
  tokenOf: ({ authorization = "" }) => authorization.replace("Bearer ", ""),
  signedIn: (response, token) => json(response, 200, { data: { token, user: { username: "ops" } } }),
  list: (response) => json(response, 200, { data: { registries: [] } }),
};

export const reporting: Manners = {
  isSignIn: ({ method }) => method === "POST",
  tokenOf: ({ authorization = "" }) => authorization.replace("X-OPAQUE ", ""),
  signedIn: (response, token) => json(response, 200, { Token: token }),
  list: (response) => json(response, 200, { Results: [], TotalSize: 0 }),
};

export interface SignInServer {
  readonly url: string;
  /** How often somebody signed in. */
  signIns(): number;
  /** From now on no token is good that was given before; so many who come with one are refused all at once. */
  expire(atOnce: number): void;
  /** How many came with a token that was not good any more. */
  refused(): number;
  close(): Promise<void>;
}

export async function signInServer(manners: Manners): Promise<SignInServer> {
  let signIns = 0;
  let refused = 0;
  let firstGood = 0;
  let atOnce = 0;
  let held: ServerResponse[] = [];
  let url = "";
  const server = createServer((request, response) => {
    request.resume();
    if (manners.isSignIn(request)) {
      signIns += 1;
      return manners.signedIn(response, `issued-${signIns}`, url);
    }
    if (Number(manners.tokenOf(request.headers as never).replace("issued-", "")) >= firstGood)
      return manners.list(response);
    refused += 1;
    held.push(response);
    if (held.length < atOnce) return;
    for (const one of held) json(one, 401, { error: { code: 401, message: "expired" } });
    held = [];
  });
  const open = await onLoopback(server);
  url = open.url;
  return {
    ...open,
    signIns: () => signIns,
    expire(count) {
      firstGood = signIns + 1;
      atOnce = count;
    },
    refused: () => refused,
  };
}

function json(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, { "content-type": "application/json" });
  response.end(JSON.stringify(value));
}
