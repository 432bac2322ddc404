import { randomUUID } from "node:crypto";
import { type Context, Hono } from "hono";
import { methodNotAllowedPage, notFoundPage } from "../html-pages.ts";
import { pythonJson } from "../python-json.ts";
import type { Env, Routes, Surroundings, System } from "../system.ts";
import { readAuthRequest } from "./auth-request.ts";
import { answerRefusal, notFound, Refusal, unauthorized } from "./errors.ts";
import { rolesOf, signIn } from "./sign-in.ts";
import { tokenBody } from "./token-body.ts";
import { type Claims, Tokens } from "./tokens.ts";

/** Keystone, API v3: discovery and tokens. */
export const identity: System = {
  name: "identity",
  prefix: "/identity",
  routes,
  environment: (url) => {
    const values = {
      AUTH_URL: `${url}/v3`,
      USERNAME: "admin",
      PASSWORD: "adminpw",
      PROJECT_NAME: "admin",
      USER_DOMAIN_NAME: "Default",
      PROJECT_DOMAIN_NAME: "Default",
    };
    const named = (prefix: string) =>
      Object.entries(values).map(([name, value]) => [`${prefix}_${name}`, value]);
    // OS_* too, so that the openstack client can be tried beside rptctl.
    return Object.fromEntries([
      ...named("RPTCTL_SCOPE"),
      ["RPTCTL_SCOPE_REGION", "RegionOne"],
      ...named("OS"),
      ["OS_REGION_NAME", "RegionOne"],
    ]);
  },
};

function routes(surroundings: Surroundings): Routes {
  const tokens = new Tokens(surroundings);
  const authUrl = () => `${surroundings.url()}${identity.prefix}/v3`;
  const app = new Hono<Env>();

  app.use(async (c, next) => {
    await next();
    c.header("Vary", "X-Auth-Token");
    c.header("x-openstack-request-id", `req-${randomUUID()}`);
    // Debian's set-up of uWSGI takes Content-Length away and sends no `Connection: close`.
    c.set("endsByClosing", true);
  });
  app.onError((error, c) => {
    if (error instanceof Refusal) return answerRefusal(c, error, authUrl());
    throw error;
  });

  app.post("/v3/auth/tokens", async (c) => {
    const request = readAuthRequest(c.req.header("content-type"), await c.req.text());
    const { token, ...claims } = tokens.issue(signIn(request, tokens));
    return answerToken(c, claims, token, 201);
  });
  app.get("/v3/auth/tokens", (c) => {
    const { subject, token } = subjectOf(c, "validate_token");
    return answerToken(c, subject, token, 200);
  });
  app.delete("/v3/auth/tokens", (c) => {
    tokens.revoke(subjectOf(c, "revoke_token").subject);
    return c.body(null, 204);
  });
  app.all("/v3/auth/tokens", (c) => {
    c.header("Allow", "HEAD, POST, DELETE, GET, OPTIONS");
    return json(c, { message: "The method is not allowed for the requested URL." }, 405);
  });

  const versions: (c: Context<Env>) => Response = (c) => {
    if (!reads(c)) return methodNotAllowedPage(c, "GET, HEAD, OPTIONS");
    c.header("Location", `${authUrl()}/`);
    return json(c, { versions: { values: [version(authUrl())] } }, 300);
  };
  app.all("/", versions);
  app.all("*", (c) => {
    const path = c.req.path.slice(identity.prefix.length);
    if (path === "/") return versions(c);
    if (path !== "/v3" && path !== "/v3/") return notFoundPage(c);
    if (!reads(c)) return methodNotAllowedPage(c, "GET, HEAD, OPTIONS");
    return json(c, { version: version(authUrl()) }, 200);
  });
  return app;

  function answerToken(c: Context<Env>, claims: Claims, token: string, status: 200 | 201): Response {
    c.header("X-Subject-Token", token);
    const withCatalog = c.req.query("nocatalog") === undefined;
    return json(c, { token: tokenBody(claims, surroundings.url(), withCatalog) }, status);
  }

  /** The token that the request is about, when the one it is made with may do that to it. */
  function subjectOf(c: Context<Env>, action: string): { subject: Claims; token: string } {
    const caller = valid(c.req.header("X-Auth-Token"));
    if (caller === undefined) throw unauthorized();
    const token = c.req.header("X-Subject-Token");
    if (token === undefined) throw notFound("No token in the request");
    const subject = valid(token);
    if (subject === undefined) {
      throw notFound(tokens.read(token) ? "Failed to validate token" : "Could not recognize Fernet token");
    }
    if (subject.auditId === caller.auditId || rolesOf(caller).includes("admin")) return { subject, token };
    throw new Refusal(403, `You are not authorized to perform the requested action: identity:${action}.`);
  }

  function valid(token: string | undefined): Claims | undefined {
    const claims = tokens.read(token ?? "");
    return claims === undefined || tokens.isRevoked(claims) ? undefined : claims;
  }
}

const reads = (c: Context<Env>) => c.req.method === "GET" || c.req.method === "HEAD";

function json(c: Context<Env>, body: object, status: 200 | 201 | 300 | 405): Response {
  return c.body(pythonJson(body) + (status === 405 ? "\n" : ""), status, {
    "Content-Type": "application/json",
  });
}

const version = (authUrl: string) => ({
  id: "v3.14",
  status: "stable",
  updated: "2020-04-07T00:00:00Z",
  links: [{ rel: "self", href: `${authUrl}/` }],
  "media-types": [{ base: "application/json", type: "application/vnd.openstack.identity-v3+json" }],
});
