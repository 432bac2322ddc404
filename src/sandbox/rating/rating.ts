import { randomUUID } from "node:crypto";
import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import { type Context, Hono } from "hono";
import { usage } from "../../errors.ts";
import { notFoundPage } from "../html-pages.ts";
import { pythonJson } from "../python-json.ts";
import type { Store } from "../store.ts";
import type { Env, Routes, Surroundings, System } from "../system.ts";
import { authorizer } from "./authorize.ts";
import { badRequest, Crash, forbidden, Refusal } from "./errors.ts";
import { fateOf } from "./long-url.ts";
import { getSchema, patchSchema, postSchema, putSchema, type Schema, validate } from "./schema.ts";
import { type RatingState, ScopeApi } from "./scope-api.ts";
import { seedScopes } from "./seed.ts";

/** CloudKitty: the scope API of v2, and what lies around it. */
export const rating: System = { name: "rating", prefix: "/rating", routes, environment: () => ({}) };

const usualScopes = 24;
const allow = "PATCH, POST, GET, PUT, OPTIONS, HEAD";
const publicPaths = ["", "/", "/v1", "/v2"];

function routes(surroundings: Surroundings): Routes {
  const scopes = new ScopeApi(openState(surroundings), surroundings);
  const authorize = authorizer(surroundings);
  const { cloudkittyVersion } = surroundings.settings;
  const app = new Hono<Env>();

  app.onError((error, c) => {
    if (error instanceof Refusal) return json(c, { message: error.message }, error.status);
    if (error instanceof Crash) return json(c, { message: "Internal Server Error" }, 500);
    throw error;
  });
  app.use(async (c, next) => {
    const fate = fateOf(targetOf(c).length);
    if (fate !== "closed" && fate !== "reset") return next();
    if (fate === "closed") c.env.incoming.socket.destroy();
    else c.env.incoming.socket.resetAndDestroy();
    return RESPONSE_ALREADY_SENT;
  });
  app.use(async (c, next) => {
    c.header("x-openstack-request-id", `req-${randomUUID()}`);
    c.header("Connection", "close");
    await next();
  });
  app.get("/healthcheck", (c) => c.body("OK", 200, { "Content-Type": "text/plain; charset=UTF-8" }));
  app.use(async (c, next) => {
    const path = pathOf(c);
    if (publicPaths.includes(path)) return next();
    if (callerOf(c) !== undefined) return next();
    if (c.req.method === "OPTIONS") return c.body(null, 200, { "Content-Length": "0" });
    c.header("WWW-Authenticate", `Keystone uri="${surroundings.url()}/identity"`);
    const message = "The request you have made requires authentication.";
    return json(c, { error: { code: 401, title: "Unauthorized", message } }, 401);
  });

  app.get("/v2/scope", (c) => json(c, scopes.list(checked(c, getSchema, query(c))), 200));
  app.put("/v2/scope", async (c) =>
    json(c, scopes.reset(checked(c, putSchema(cloudkittyVersion < 19), await body(c))), 202),
  );
  app.patch("/v2/scope", async (c) => json(c, scopes.update(checked(c, patchSchema, await body(c))), 200));
  app.post("/v2/scope", async (c) =>
    json(c, scopes.create(checked(c, postSchema(cloudkittyVersion >= 24), await body(c))), 200),
  );
  app.options("/v2/scope", (c) =>
    c.body(null, 200, { Allow: allow, "Content-Type": "text/html; charset=utf-8", "Content-Length": "0" }),
  );
  app.all("/v2/scope", (c) => {
    c.header("Allow", allow);
    return json(c, { message: "The method is not allowed for the requested URL." }, 405);
  });
  const root = (c: Context<Env>) => json(c, versions(surroundings.url() + rating.prefix), 200, "\n");
  app.all("/", root);
  app.all("*", (c) => (pathOf(c) === "/" ? root(c) : notFoundPage(c)));
  return app;

  /** What was sent is judged before who sent it: a 400 comes before the 403. */
  function checked(c: Context<Env>, schema: Schema, data: unknown) {
    const input = validate(schema, data);
    if (!callerOf(c)?.admin) throw forbidden();
    return input;
  }

  function callerOf(c: Context<Env>) {
    return authorize(c.req.header("X-Auth-Token"), c.req.method, pathOf(c));
  }
}

function openState(surroundings: Surroundings): Store<RatingState> {
  const { settings, clock } = surroundings;
  const store = surroundings.open<RatingState>("rating", (previous) => {
    const seeded = previous?.seeded ?? settings.scopes ?? usualScopes;
    return { seeded, scopes: seedScopes(seeded, clock.now()), resets: [] };
  });
  if (settings.scopes !== undefined && settings.scopes !== store.state.seeded) {
    throw usage(
      `this sandbox was made with ${store.state.seeded} scopes, not ${settings.scopes}`,
      "name another state directory: --state DIR",
    );
  }
  return store;
}

const pathOf = (c: Context<Env>) => c.req.path.slice(rating.prefix.length);

/** Path and query as the real server, with no prefix, would see them. */
const targetOf = (c: Context<Env>) => (c.env.incoming.url ?? "").slice(rating.prefix.length);

/** Every parameter as the list of its values. */
function query(c: Context<Env>): Record<string, string[]> {
  const lists: Record<string, string[]> = {};
  if (fateOf(targetOf(c).length) === "query lost") return lists;
  for (const [name, value] of new URL(c.req.url).searchParams) {
    lists[name] = [...(lists[name] ?? []), value];
  }
  return lists;
}

async function body(c: Context<Env>): Promise<unknown> {
  const type = c.req.header("content-type")?.split(";")[0]?.trim().toLowerCase() ?? "";
  try {
    if (type === "application/json" || /^application\/.+\+json$/.test(type)) return await c.req.json();
  } catch {
    // Said below.
  }
  throw badRequest("The browser (or proxy) sent a request that this server could not understand.");
}

type Status = 200 | 202 | 400 | 401 | 403 | 404 | 405 | 500;

function json(c: Context<Env>, value: object, status: Status, end = ""): Response {
  const text = pythonJson(value) + end;
  return c.body(text, status, {
    "Content-Type": "application/json",
    "Content-Length": String(Buffer.byteLength(text)),
  });
}

const versions = (url: string) => ({
  versions: [
    { id: "v1", links: [{ href: `${url}/v1`, rel: "self" }], status: "CURRENT" },
    { id: "v2", links: [{ href: `${url}/v2`, rel: "self" }], status: "EXPERIMENTAL" },
  ],
});
