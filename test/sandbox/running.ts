import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";
import { type Sandbox, type SandboxOptions, startSandbox } from "../../src/sandbox/server.ts";

const cleanups: (() => void | Promise<void>)[] = [];
afterAll(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

/** A directory of its own for the tests of this file. */
export function temporaryDirectory(): string {
  const path = mkdtempSync(join(tmpdir(), "rptctl-sandbox-"));
  cleanups.push(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

/** A sandbox that ends with the tests of this file. */
export async function running(options: Partial<SandboxOptions> = {}): Promise<Sandbox> {
  const sandbox = await startSandbox({ state: temporaryDirectory(), ...options });
  cleanups.push(() => sandbox.close());
  return sandbox;
}

export const json = { "content-type": "application/json" };

/** The body of POST /v3/auth/tokens for one of the sandbox's users. */
export function passwordAuth(name: string, password: string, project?: string): object {
  const domain = { name: "Default" };
  const identity = { methods: ["password"], password: { user: { name, domain, password } } };
  return { auth: { identity, ...(project && { scope: { project: { name: project, domain } } }) } };
}

export function postTokens(sandbox: Sandbox, body: unknown, query = ""): Promise<Response> {
  return fetch(`${sandbox.url}/identity/v3/auth/tokens${query}`, {
    method: "POST",
    headers: json,
    body: typeof body === "string" ? body : JSON.stringify(body),
  });
}

export async function tokenOf(sandbox: Sandbox, name: string, project?: string): Promise<string> {
  const answer = await postTokens(sandbox, passwordAuth(name, `${name}pw`, project));
  return answer.headers.get("x-subject-token") ?? "";
}

/** Asks /rating as admin unless `token` says otherwise; a body is sent as JSON. */
export type Ask = (method: string, path: string, body?: unknown, token?: string) => Promise<Response>;

export async function asAdmin(sandbox: Sandbox): Promise<Ask> {
  const admin = await tokenOf(sandbox, "admin", "admin");
  return (method, path, body, token = admin) =>
    fetch(`${sandbox.url}/rating${path}`, {
      method,
      headers: { "x-auth-token": token, ...(body === undefined ? {} : json) },
      ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
}

export interface Row {
  scope_id: string;
  scope_key: string;
  fetcher: string;
  collector: string;
  state?: string;
  last_processed_timestamp: string;
  active: boolean;
  scope_activation_toggle_date: string;
}

/** The rows that GET /v2/scope answers. */
export async function rows(ask: Ask, query = "?limit=100000"): Promise<Row[]> {
  const answer = await ask("GET", `/v2/scope${query}`);
  return ((await answer.json()) as { results: Row[] }).results;
}
