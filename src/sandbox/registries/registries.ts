import { type Context, Hono } from "hono";
import type { Env, Routes, Surroundings, System } from "../system.ts";
import { type Permission, type User, userBody, users } from "./cast.ts";
import { Refusal } from "./errors.ts";
import { readFilters } from "./filters.ts";
import { pagination, readPage } from "./paging.ts";
import { print } from "./print.ts";
import { type Registry, seedRegistries } from "./seed.ts";
import { Tokens } from "./tokens.ts";

interface RegistriesState {
  registries: Registry[];
}

/** Seer Box: signing in, and the registries of its reports. */
export const registries: System = {
  name: "registries",
  prefix: "/seer",
  routes,
  environment: (url) => ({
    RPTCTL_REGISTRIES_URL: url,
    RPTCTL_REGISTRIES_USERNAME: "ops",
    RPTCTL_REGISTRIES_PASSWORD: "opspw",
  }),
};

const collection = "/api/v1/reports/registries";

function routes(surroundings: Surroundings): Routes {
  const { clock, settings } = surroundings;
  const tokens = new Tokens(surroundings);
  const store = surroundings.open<RegistriesState>("registries", () => ({
    registries: seedRegistries(clock.now()),
  }));
  const app = new Hono<Env>();

  app.onError((error, c) => {
    if (!(error instanceof Refusal)) throw error;
    return c.json({ message: error.message, status: "error" }, error.status);
  });

  app.post("/api/v1/signin", async (c) => {
    const user = userBy(await body(c));
    if (user === undefined) throw new Refusal(401, "Invalid username or password");
    const data = { token: tokens.issue(user), user: userBody(user) };
    return c.json({ data, message: "You are successfully logged in", status: "ok" });
  });

  app.get(collection, (c) => {
    authorize(c, "reports:read");
    const query = new URL(c.req.url).searchParams;
    const page = readPage(query);
    const now = clock.now();
    const found = store.state.registries
      .map((each) => print(each, now))
      .filter(readFilters(query, settings.arrayStyle));
    const rows = page ? found.slice(page.index * page.size, (page.index + 1) * page.size) : found;
    return c.json({
      data: { registries: rows },
      message: "List of report registries",
      ...(page && { pagination: pagination(page, found.length) }),
      status: "ok",
    });
  });

  app.get(`${collection}/:id`, (c) => {
    authorize(c, "reports:read");
    const query = new URL(c.req.url).searchParams;
    // The page lists the message for this route too; only one who sends such fields can meet it.
    if (["paginate", "page", "page_size"].some((name) => query.has(name))) readPage(query);
    const found = store.state.registries.find(({ id }) => id === c.req.param("id"));
    // 400, not 404: so the page has it.
    if (found === undefined) throw new Refusal(400, "Error retrieving registry");
    const data = { registry: print(found, clock.now()) };
    return c.json({ data, message: "Report registry retrieved", status: "ok" });
  });

  app.delete(collection, async (c) => {
    authorize(c, "reports:delete");
    const ids = idsOf(await body(c));
    const known = new Set(store.state.registries.map(({ id }) => id));
    // The page does not say what becomes of an empty list or an unknown id; here nothing is deleted then.
    if (ids === undefined || ids.length === 0 || ids.some((id) => !known.has(id))) {
      throw new Refusal(400, "Error deleting report registries");
    }
    store.change((state) => {
      state.registries = state.registries.filter(({ id }) => !ids.includes(id));
    });
    return c.json({ message: "Report registries succesfully deleted", status: "ok" });
  });
  app.all("*", () => {
    throw new Refusal(404, "Not Found");
  });
  return app;

  /** The page has no 401 but that of signing in; a missing, unknown or expired token is answered with one here. */
  function authorize(c: Context<Env>, permission: Permission): void {
    const token = /^Bearer (.+)$/i.exec(c.req.header("Authorization") ?? "")?.[1];
    const user = token === undefined ? undefined : tokens.userOf(token);
    if (user === undefined) throw new Refusal(401, "Unauthorized");
    if (!user.permissions.includes(permission)) throw new Refusal(403, "Forbidden");
  }
}

/** The body where it is said to be JSON and is; undefined otherwise. */
async function body(c: Context<Env>): Promise<unknown> {
  if (!/^application\/json\b/i.test(c.req.header("content-type") ?? "")) return undefined;
  return c.req.json().catch(() => undefined);
}

function userBy(given: unknown): User | undefined {
  const { username, password } = (given ?? {}) as Partial<Record<string, unknown>>;
  return users.find((user) => user.username === username && user.password === password);
}

function idsOf(given: unknown): string[] | undefined {
  const { registry_ids: ids } = (given ?? {}) as Partial<Record<string, unknown>>;
  return Array.isArray(ids) && ids.every((id) => typeof id === "string") ? ids : undefined;
}
