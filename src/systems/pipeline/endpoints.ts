import { type Endpoint, get, post } from "../../http/endpoint.ts";

/** One operation, and the scopes of tokens that it takes; any of them does. */
export interface Operation {
  readonly endpoint: Endpoint<never>;
  readonly scopes: readonly string[];
}

const runs = ["api", "pipeline"];
const reads = [...runs, "pipeline-readonly"];

/** Reads, though they are POSTs: sent twice they tell twice. */
const read = (path: string, scopes: readonly string[]): Operation => ({
  endpoint: post(path, { effect: "read" }) as Endpoint<never>,
  scopes,
});
/** Nothing tells a second request from the first, so none is ever sent again. */
const once = (path: string, scopes: readonly string[]): Operation => ({
  endpoint: post(path, { effect: "once" }) as Endpoint<never>,
  scopes,
});
const list = (path: string, scopes: readonly string[]): Operation => ({
  endpoint: get(path) as Endpoint<never>,
  scopes,
});

/** Opsera's customer API, v1. */
export const pipelines = {
  list: list("/api/v1/pipeline/pipelines", reads),
  summary: read("/api/v1/pipeline/summary", reads),
  run: once("/api/v1/pipeline/run", runs),
  status: read("/api/v1/pipeline/status", reads),
  logs: read("/api/v1/pipeline/logs", reads),
  stop: once("/api/v1/pipeline/stop", runs),
  reset: once("/api/v1/pipeline/reset", runs),
} as const;

/** The tool registry. */
export const tools = {
  list: list("/api/v1/registry/tools", ["api", "registry", "registry-readonly"]),
  summary: read("/api/v1/registry/summary", ["api", "registry", "registry-readonly"]),
  update: once("/api/v1/registry/update", ["api", "registry"]),
} as const;

/** The audit logs: for site administrators and power users. */
export const audit = {
  actions: list("/api/v1/logs/user/actions", ["api", "security-logs"]),
  tokens: list("/api/v1/logs/user/tokens", ["api", "security-logs"]),
} as const;

/** Tells whose token it is and does nothing else. Of an older version of the page: not every tenant has it. */
export const demo = read("/api/v1/pipeline/demo", []);

/** The most rows that a list has; no list says that it was cut. */
export const mostRows = 1000;
