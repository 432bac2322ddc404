import { controlOf } from "../../../src/sandbox/control.ts";
import { readRunFile } from "../../../src/sandbox/run-file.ts";
import type { SandboxOptions } from "../../../src/sandbox/server.ts";
import { json, running, temporaryDirectory } from "../running.ts";

/** Friday; the seed's weeks and months go by it. */
export const start = Date.UTC(2027, 0, 1, 6);

export const minute = 60_000;
export const hour = 60 * minute;
export const day = 24 * hour;

export interface AskOptions {
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Any JSON that an answer may hold: the tests look into it, and expect fails where it is not there. */
// biome-ignore lint/suspicious/noExplicitAny: what a test reads it also checks
export type Json = any;

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly body: Json;
  /** The Subcode of a Fault. */
  readonly subcode: string | undefined;
}

/** A sandbox of its own, and what asks its reporting server as an administrator. */
export async function reporting(options: Partial<SandboxOptions> = {}) {
  const state = options.state ?? temporaryDirectory();
  const sandbox = await running({ clock: start, ...options, state });
  const control = controlOf(readRunFile(state)!);
  const core = `${sandbox.url}/IDMRPT-CORE`;
  const token = await tokenOf(sandbox.url, "uaadmin", "uaadminpw");

  /** `path` is below /IDMRPT-CORE, percent-encoded. */
  async function ask(method: string, path: string, { body, headers }: AskOptions = {}): Promise<Answer> {
    const answer = await fetch(core + path, {
      method,
      redirect: "manual",
      headers: { authorization: `X-OPAQUE ${token}`, ...(body === undefined ? {} : json), ...headers },
      ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
    return read(answer);
  }

  const get = async (path: string, headers?: AskOptions["headers"]): Promise<Json> =>
    (await ask("GET", path, headers ? { headers } : {})).body;

  /** The GUID of the definition of that English name. */
  async function guidOf(name: string): Promise<string> {
    const query = new URLSearchParams({ ...wholeList, DisplayName: name });
    const { Definitions } = await get(`/rpt/definitions?${query}`);
    return Definitions.find((each: Json) => each.DisplayName === name).GUID;
  }

  return { sandbox, control, core, token, ask, get, guidOf };
}

export type Reporting = Awaited<ReturnType<typeof reporting>>;

/** The parameters that GET /rpt/definitions requires, for all rows. */
export const wholeList = { sortBy: "DisplayName", sortOrder: "ASC", idxFrom: "0", idxTo: "999" };

export const basic = (name: string, password: string) =>
  `Basic ${Buffer.from(`${name}:${password}`, "utf8").toString("base64")}`;

export async function tokenOf(url: string, name: string, password: string): Promise<string> {
  const headers = { authorization: basic(name, password) };
  const answer = await fetch(`${url}/IDMRPT-AUTH/auth/tokens`, { method: "POST", headers });
  return ((await answer.json()) as { Token: string }).Token;
}

export async function read(answer: Response): Promise<Answer> {
  const text = await answer.text();
  let body: Json;
  try {
    body = JSON.parse(text);
  } catch {
    // Not every answer is JSON.
  }
  const subcode = body?.Fault?.Code?.Subcode?.Value;
  return { status: answer.status, headers: answer.headers, text, body, subcode };
}
