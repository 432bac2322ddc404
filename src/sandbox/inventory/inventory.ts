import { type Context, Hono } from "hono";
import type { Env, Routes, Surroundings, System } from "../system.ts";
import { answer } from "./answer.ts";
import { Estate } from "./elements.ts";
import { Refusal } from "./errors.ts";
import { readQuery } from "./query.ts";
import { streamOf } from "./stream.ts";

/** Who may call. Constants of the sandbox, known to all: they open nothing but a sandbox. */
export const inventoryTokens = {
  /** May see everything. */
  reader: "shinken-sandbox-token",
  /** Is known, and has no right to this route. */
  restricted: "shinken-restricted-token",
} as const;

/** Shinken Enterprise's broker-module-livedata: the route /api/v2/inventory. */
export const inventory: System = {
  name: "inventory",
  prefix: "/shinken",
  routes,
  environment: (url) => ({ RPTCTL_INVENTORY_URL: url, RPTCTL_INVENTORY_TOKEN: inventoryTokens.reader }),
};

function routes({ clock, settings }: Surroundings): Routes {
  const estate = new Estate(settings.elements);
  const app = new Hono<Env>();

  app.onError((error, c) => {
    if (!(error instanceof Refusal)) throw error;
    return c.text(`ERROR ${error.status}: ${error.message}`, error.status);
  });
  const read = async (c: Context<Env>) => {
    authorize(c.req.header("x-api-token"));
    const now = clock.now();
    const query = readQuery(new URLSearchParams(await c.req.text()), now / 1000);
    return c.body(streamOf(answer(estate, query, now)), 200, { "Content-Type": "application/json" });
  };
  app.post("/api/v2/inventory", read);
  app.post("/api/v2/inventory/", read);
  app.on(["GET", "PUT", "PATCH", "DELETE"], ["/api/v2/inventory", "/api/v2/inventory/"], (c) => {
    c.header("Allow", "POST");
    return page(c, 405, "Method not allowed.");
  });
  app.all("*", (c) => page(c, 404, `Not found: ${escaped(c.req.path.slice(inventory.prefix.length))}`));
  return app;
}

/** The page has the statuses; the words are the sandbox's own. Throws a Refusal. */
function authorize(token: string | undefined): void {
  if (token === inventoryTokens.restricted) {
    throw new Refusal(403, "the user of this token has no right to this route");
  }
  if (token !== inventoryTokens.reader) {
    throw new Refusal(401, token === undefined ? "no token was given" : "the token is not valid");
  }
}

/** What the Python server says by itself, beside its routes: HTML. */
function page(c: Context<Env>, status: 404 | 405, text: string): Response {
  const title = `Error: ${status} ${status === 404 ? "Not Found" : "Method Not Allowed"}`;
  const head = `<head><title>${title}</title></head>`;
  return c.html(`<html>${head}<body><h1>${title}</h1><pre>${text}</pre></body></html>`, status);
}

const escaped = (text: string) => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
