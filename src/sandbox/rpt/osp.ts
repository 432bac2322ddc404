import { type Context, Hono } from "hono";
import type { Env, Routes, Surroundings, System } from "../system.ts";
import { accountsOf, readBasic } from "./basic-auth.ts";
import { type Account, oauthClient } from "./cast.ts";
import { accessSeconds, refreshTokensPerUser, Tokens } from "./tokens.ts";
import { virtualDate } from "./virtual-date.ts";

/** One SSO Provider: the OAuth2 server that newer versions sign in with. */
export const osp: System = { name: "rpt-osp", prefix: "/osp", routes, environment: () => ({}) };

const base = "/a/idm/auth/oauth2";

/** A refusal in OAuth2's words. */
class OauthError extends Error {
  readonly status: 400 | 401 | 500;
  readonly error: string;

  constructor(status: OauthError["status"], error: string, description: string) {
    super(description);
    this.status = status;
    this.error = error;
  }
}

function routes(surroundings: Surroundings): Routes {
  const tokens = new Tokens(surroundings);
  const app = new Hono<Env>();
  app.use(virtualDate(surroundings.clock));
  app.use(async (c, next) => {
    c.header("Cache-Control", "no-store");
    await next();
  });
  app.onError((error, c) => {
    if (!(error instanceof OauthError)) throw error;
    if (error.status === 401) c.header("WWW-Authenticate", 'Basic realm="osp"');
    return c.json({ error: error.error, error_description: error.message }, error.status);
  });

  app.get(`${base}/.well-known/openid-configuration`, (c) => c.json(discovery(surroundings.url())));
  app.post(`${base}/grant`, async (c) => {
    const form = await clientForm(c);
    switch (form.get("grant_type")) {
      case "password":
        return c.json(passwordGrant(tokens, form));
      case "refresh_token":
        return c.json(refreshGrant(tokens, form));
      default:
        throw new OauthError(400, "unsupported_grant_type", "password and refresh_token are the grants here");
    }
  });
  app.post(`${base}/revoke`, async (c) => {
    const token = (await clientForm(c)).get("token");
    if (token === null) throw new OauthError(400, "invalid_request", "token is missing");
    // What is unknown counts as revoked (RFC 7009).
    for (const kind of ["refresh", "access"] as const) tokens.revoke(kind, token);
    return c.body(null, 200);
  });
  app.post(`${base}/introspect`, async (c) => {
    const token = (await clientForm(c)).get("token") ?? "";
    const account = tokens.read("access", token) ?? tokens.read("refresh", token);
    return c.json(
      account ? { active: true, username: account.name, client_id: oauthClient.id } : { active: false },
    );
  });
  app.get(`${base}/getattributes`, (c) => {
    const account = tokens.read("access", c.req.header("Authorization")?.match(/^Bearer (.+)$/i)?.[1] ?? "");
    if (account === undefined) throw new OauthError(401, "invalid_token", "the access token is not good");
    return c.json({ name: account.name, fullName: account.fullName, email: account.email });
  });
  app.get("/a/idm/auth/app/ping", (c) => c.text("OK\n"));
  return app;
}

/** The form that was sent, when the client said by Basic who it is. */
async function clientForm(c: Context<Env>): Promise<URLSearchParams> {
  const client = readBasic(c.req.header("Authorization"));
  if (client?.name !== oauthClient.id || client.password !== oauthClient.secret) {
    throw new OauthError(401, "invalid_client", "no such client, or not its secret");
  }
  if (!c.req.header("Content-Type")?.startsWith("application/x-www-form-urlencoded")) {
    throw new OauthError(400, "invalid_request", "the parameters come as a form");
  }
  return new URLSearchParams(await c.req.text());
}

function passwordGrant(tokens: Tokens, form: URLSearchParams): object {
  const [account] = accountsOf(form.get("username") ?? "", form.get("password") ?? "");
  if (account === undefined)
    throw new OauthError(400, "invalid_grant", "the user name or the password is not right");
  if (tokens.count("refresh", account) >= refreshTokensPerUser) {
    throw new OauthError(500, "server_error", "the user object has no room for another refresh token");
  }
  return { ...granted(tokens, account), refresh_token: tokens.issue("refresh", account) };
}

/** The refresh token stays good and is not repeated. */
function refreshGrant(tokens: Tokens, form: URLSearchParams): object {
  const account = tokens.read("refresh", form.get("refresh_token") ?? "");
  if (account === undefined)
    throw new OauthError(400, "invalid_grant", "the refresh token is not good any more");
  return granted(tokens, account);
}

const granted = (tokens: Tokens, account: Account) => ({
  access_token: tokens.issue("access", account),
  token_type: "bearer",
  expires_in: accessSeconds,
});

function discovery(origin: string): object {
  const url = `${origin}${osp.prefix}${base}`;
  return {
    issuer: url,
    authorization_endpoint: `${url}/grant`,
    token_endpoint: `${url}/grant`,
    userinfo_endpoint: `${url}/getattributes`,
    introspection_endpoint: `${url}/introspect`,
    revocation_endpoint: `${url}/revoke`,
    grant_types_supported: ["password", "refresh_token"],
    token_endpoint_auth_methods_supported: ["client_secret_basic"],
  };
}
