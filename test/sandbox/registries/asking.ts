import type { Sandbox } from "../../../src/sandbox/server.ts";

export const path = "/api/v1/reports/registries";

export interface Registry {
  created_at: number;
  creation_status: string;
  end_timestamp: number;
  hosts: string[];
  id: string;
  report_schedule_id: string;
  scheduled_by: string;
  start_timestamp: number;
  timezone: string;
  type: string;
}

export interface List {
  data: { registries: Registry[] };
  message: string;
  pagination?: Record<"first" | "last" | "page" | "total_count" | "total_pages", number>;
  status: string;
}

export function signIn(sandbox: Sandbox, body: unknown, type = "application/json"): Promise<Response> {
  return fetch(`${sandbox.url}/seer/api/v1/signin`, {
    method: "POST",
    headers: { "content-type": type },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });
}

export async function tokenOf(sandbox: Sandbox, username = "ops"): Promise<string> {
  const answer = await signIn(sandbox, { username, password: `${username}pw` });
  return ((await answer.json()) as { data: { token: string } }).data.token;
}

/** Asks below /seer with the token; a body is sent as JSON. */
export type Ask = (method: string, path: string, body?: unknown) => Promise<Response>;

export async function asUser(sandbox: Sandbox, username?: string): Promise<Ask> {
  const token = await tokenOf(sandbox, username);
  return (method, below, body) =>
    fetch(`${sandbox.url}/seer${below}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body === undefined ? {} : { "content-type": "application/json" }),
      },
      ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
}

/** The registries that the query finds, on one page that is large enough. */
export async function list(ask: Ask, query = ""): Promise<Registry[]> {
  const answer = await ask("GET", `${path}?paginate=true&page=0&page_size=1000&${query}`);
  return ((await answer.json()) as List).data.registries;
}
