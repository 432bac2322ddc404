import { type Context, Hono } from "hono";
import type { Env, Routes, Surroundings, System } from "../system.ts";
import { accountsOf, readBasic } from "./basic-auth.ts";
import { faultBody, notFound, Refusal } from "./fault.ts";
import { Tokens } from "./tokens.ts";
import { virtualDate } from "./virtual-date.ts";

/** The Authentication REST API (13.3): signs in with Basic and hands out X-OPAQUE tokens. */
export const tokenServer: System = {
  name: "rpt-auth",
  prefix: "/IDMRPT-AUTH",
  routes,
  environment: () => ({}),
};

export const tokenServerUrl = (surroundings: Surroundings) =>
  `${surroundings.url()}${tokenServer.prefix}/auth/tokens`;

function routes(surroundings: Surroundings): Routes {
  const tokens = new Tokens(surroundings);
  const app = new Hono<Env>();
  app.use(virtualDate(surroundings.clock));
  app.onError((error, c) => {
    if (!(error instanceof Refusal)) throw error;
    if (error.status === 401) c.header("WWW-Authenticate", 'Basic realm="IDMRPT-AUTH"');
    return c.json(faultBody(error), error.status);
  });
  app.post("/auth/tokens", (c) => c.json({ Token: tokens.issue("opaque", signIn(c)) }));
  app.delete("/auth/tokens/:token", (c) => {
    if (tokens.revoke("opaque", c.req.param("token"))) return c.json({ Status: "OK" });
    throw new Refusal(410, "Gone", "The token has expired already or was never issued.");
  });
  app.all("*", () => {
    throw notFound("There is no such resource.");
  });
  return app;
}

function signIn(c: Context<Env>) {
  const basic = readBasic(c.req.header("Authorization"));
  if (basic === undefined) throw new Refusal(401, "NoAuthHeader", "No user name and password were sent.");
  const [account, ...others] = accountsOf(basic.name, basic.password);
  if (account === undefined)
    throw new Refusal(401, "InvalidInput", "The user name or the password is not right.");
  if (others.length > 0)
    throw new Refusal(401, "MultipleAccounts", `Several accounts are named '${basic.name}'.`);
  return account;
}
