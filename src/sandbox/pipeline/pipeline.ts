import { type Context, Hono } from "hono";
import type { Env, Routes, Surroundings, System } from "../system.ts";
import { Audit, cap } from "./audit.ts";
import { badRequest, forbidden, Refusal } from "./errors.ts";
import { type Body, PipelineApi } from "./pipeline-api.ts";
import { type PipelineState, seedState } from "./seed.ts";
import { type Claims, readToken, type Scope, tokenOf } from "./tokens.ts";
import { type Tool, updateTool } from "./tools.ts";

/** Opsera: pipelines, the tool registry and the audit logs of the customers' API. */
export const pipeline: System = {
  name: "pipeline",
  prefix: "/opsera",
  routes,
  environment: (url) => ({ RPTCTL_PIPELINE_URL: url, RPTCTL_PIPELINE_TOKEN: tokenOf("api") }),
};

/** The scopes that each kind of route takes. */
const runs: readonly Scope[] = ["api", "pipeline"];
const reads: readonly Scope[] = [...runs, "api-readonly", "pipeline-readonly"];
const changesTools: readonly Scope[] = ["api", "registry"];
const readsTools: readonly Scope[] = [...changesTools, "api-readonly", "registry-readonly"];
const readsAudit: readonly Scope[] = ["api", "security-logs"];

function routes(surroundings: Surroundings): Routes {
  const { clock } = surroundings;
  const store = surroundings.open<PipelineState>("pipeline", () => seedState(clock.now()));
  const api = new PipelineApi(store, clock);
  const audit = new Audit(surroundings);
  const app = new Hono<Env>();

  app.onError((error, c) => {
    if (!(error instanceof Refusal)) throw error;
    if (error.status === 403) return c.text(error.message, 403);
    return c.json({ status: "failed", message: error.message }, error.status);
  });

  /** A route of POST whose body is JSON. */
  const post = (path: string, scopes: readonly Scope[], answer: (body: Body, claims: Claims) => object) =>
    app.post(`/api/v1/${path}`, async (c) => {
      const claims = authorize(c, scopes);
      return c.json(answer(await body(c), claims));
    });
  const get = (path: string, scopes: readonly Scope[], answer: (query: URLSearchParams) => object) =>
    app.get(`/api/v1/${path}`, (c) => {
      authorize(c, scopes);
      return c.json(answer(new URL(c.req.url).searchParams));
    });

  for (const action of ["run", "stop", "reset"] as const) {
    post(`pipeline/${action}`, runs, (body, claims) => {
      const outcome = api[action](body);
      if (outcome.status !== "failed") audit.did(claims, "pipeline", action, String(body.pipelineId));
      return outcome;
    });
  }
  post("pipeline/status", reads, (body) => api.status(body));
  post("pipeline/summary", reads, (body) => api.summary(body));
  post("pipeline/logs", reads, (body) => api.logs(body));
  get("pipeline/pipelines", reads, () => api.list());
  post("pipeline/demo", [...reads, ...readsTools, ...readsAudit], (reqBody, reqToken) => ({
    status: "success",
    message: "The request was received, and nothing was done.",
    reqBody,
    reqToken,
  }));

  get("registry/tools", readsTools, () => store.state.tools.slice(0, cap));
  post("registry/summary", readsTools, (body) => toolOf(store.state.tools, body));
  post("registry/update", changesTools, (body, claims) => {
    const { tool: sent } = body;
    if (typeof sent !== "object" || sent === null || Array.isArray(sent))
      throw badRequest("tool is required");
    const updated = store.change((state) => {
      const tool = toolOf(state.tools, body);
      updateTool(tool, sent, clock.now());
      return tool;
    });
    audit.did(claims, "tool_registry", "update", updated._id);
    return updated;
  });

  get("logs/user/actions", readsAudit, (query) => audit.actions(query));
  get("logs/user/tokens", readsAudit, (query) => audit.uses(query));
  app.all("*", (c) => noRoute(c));
  return app;

  /** The token is judged first, then its scope, and what it is used on last. Throws a Refusal. */
  function authorize(c: Context<Env>, scopes: readonly Scope[]): Claims {
    const token = /^Bearer (.+)$/i.exec(c.req.header("Authorization") ?? "")?.[1];
    const claims = token === undefined ? undefined : readToken(token, clock.now());
    if (claims === undefined) throw new Refusal(401, "The access token is missing, invalid or expired.");
    audit.used(claims, c.req.path.slice(`${pipeline.prefix}/api`.length));
    if (!scopes.includes(claims.scope)) throw forbidden();
    return claims;
  }
}

async function body(c: Context<Env>): Promise<Body> {
  // What is not said to be JSON is not looked at.
  if (!/^application\/json\b/i.test(c.req.header("content-type") ?? "")) return {};
  const read: unknown = await c.req.json().catch(() => undefined);
  if (typeof read === "object" && read !== null && !Array.isArray(read)) return read as Body;
  throw badRequest("The request body is not a JSON object.");
}

function toolOf(tools: readonly Tool[], { toolId }: Body): Tool {
  if (typeof toolId !== "string" || toolId === "") throw badRequest("toolId is required");
  const found = tools.find(({ _id }) => _id === toolId);
  if (found === undefined) throw new Refusal(404, `Tool ${toolId} was not found.`);
  return found;
}

/** What Express says by itself. */
function noRoute(c: Context<Env>): Response {
  const target = c.req.path
    .slice(pipeline.prefix.length)
    .replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
  const head = '<head>\n<meta charset="utf-8">\n<title>Error</title>\n</head>';
  const text = `Cannot ${c.req.method} ${target}`;
  return c.html(
    `<!DOCTYPE html>\n<html lang="en">\n${head}\n<body>\n<pre>${text}</pre>\n</body>\n</html>\n`,
    404,
  );
}
