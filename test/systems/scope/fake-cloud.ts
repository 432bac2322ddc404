import { MockAgent } from "undici";
import { afterEach } from "vitest";
import { type MemoryProgram, memoryProgram } from "../../memory-program.ts";

export interface Call {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly token: string | undefined;
  // biome-ignore lint/suspicious/noExplicitAny: a test reads what it expects
  readonly json: any;
}

/** `body` is sent as it is where it is text, else as JSON. */
export interface Answer {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Row {
  scope_id: string;
  scope_key: string | null;
  fetcher: string | null;
  collector: string | null;
  last_processed_timestamp?: string;
  state?: string;
  active?: boolean;
}

/** A Keystone and a CloudKitty in memory, and a program that signs in there by OS_*. */
export interface FakeCloud extends MemoryProgram {
  /** The requests to CloudKitty, first to last. */
  readonly calls: readonly Call[];
  /** The tokens that Keystone was asked to end. */
  readonly ended: readonly (string | undefined)[];
  /** Tokens given so far: `token-1`, `token-2`, ... */
  readonly signIns: number;
}

const agents: MockAgent[] = [];
afterEach(async () => {
  await Promise.all(agents.splice(0).map((agent) => agent.close()));
});

export const signedIn = {
  OS_AUTH_URL: "http://keystone.test/v3",
  OS_USERNAME: "admin",
  OS_PASSWORD: "hunter2",
  OS_PROJECT_NAME: "admin",
  OS_USER_DOMAIN_ID: "default",
  OS_PROJECT_DOMAIN_ID: "default",
};

/** `answer` plays CloudKitty; GETs that it leaves undefined are answered from `rows`, as CloudKitty does. */
export function fakeCloud(
  rows: Row[],
  answer: (call: Call, calls: readonly Call[]) => Answer | undefined = () => undefined,
  keystone: (signIns: number) => Answer | undefined = () => undefined,
  env: Readonly<Record<string, string>> = signedIn,
): FakeCloud {
  const calls: Call[] = [];
  let signIns = 0;
  const agent = new MockAgent();
  agents.push(agent);
  agent.disableNetConnect();

  const reply = ({ status, body = "", headers = {} }: Answer) => ({
    statusCode: status,
    data: typeof body === "string" ? body : JSON.stringify(body),
    responseOptions: {
      headers: { "content-type": typeof body === "string" ? "text/html" : "application/json", ...headers },
    },
  });
  agent
    .get("http://keystone.test")
    .intercept({ path: () => true, method: "POST" })
    .reply(() => {
      signIns += 1;
      return reply(keystone(signIns) ?? tokenAnswer(`token-${signIns}`));
    })
    .persist();
  const ended: (string | undefined)[] = [];
  agent
    .get("http://keystone.test")
    .intercept({ path: "/v3/auth/tokens", method: "DELETE" })
    .reply((sent) => {
      ended.push((sent.headers as Record<string, string>)["x-subject-token"]);
      return reply({ status: 204 });
    })
    .persist();
  agent
    .get("http://keystone.test")
    .intercept({ path: () => true })
    .reply(200, { version: { id: "v3.14" } })
    .persist();
  for (const method of ["GET", "PUT", "PATCH", "POST"]) {
    agent
      .get("http://rating.test")
      .intercept({ path: () => true, method })
      .reply((sent) => {
        const url = new URL(sent.path, "http://rating.test");
        const headers = sent.headers as Record<string, string>;
        const text = Buffer.from((sent.body ?? "") as string).toString();
        const call = {
          method,
          path: url.pathname,
          query: url.searchParams,
          token: headers["x-auth-token"],
          json: text === "" ? undefined : JSON.parse(text),
        };
        calls.push(call);
        return reply(answer(call, calls) ?? (method === "GET" ? listed(rows, call) : { status: 501 }));
      })
      .persist();
  }
  const program = memoryProgram({ env, dispatcher: agent });
  return {
    ...program,
    calls,
    ended,
    get signIns() {
      return signIns;
    },
  };
}

function tokenAnswer(token: string): Answer {
  const endpoints = [
    { interface: "public", region: "RegionOne", region_id: "RegionOne", url: "http://rating.test" },
  ];
  const body = {
    token: {
      expires_at: "2026-11-22T13:00:00.000000Z",
      user: { name: "admin" },
      project: { name: "admin" },
      roles: [{ name: "admin" }],
      catalog: [{ type: "rating", name: "cloudkitty", endpoints }],
    },
  };
  return { status: 201, body, headers: { "x-subject-token": token } };
}

export const none: Answer = { status: 404, body: { message: "No resource found for provided filters." } };

/** CloudKitty's way with filters and pages. */
function listed(rows: readonly Row[], { query }: Call): Answer {
  const named = (name: keyof Row) => query.getAll(name).flatMap((value) => value.split(","));
  const fields = ["scope_id", "scope_key", "collector", "fetcher"] as const;
  const matching = rows.filter(
    (row) =>
      fields.every((name) => !query.has(name) || named(name).includes(row[name] ?? "")) &&
      (!query.has("active") || query.get("active") === String(Number(row.active))),
  );
  const offset = Number(query.get("offset") ?? 0);
  const page = matching.slice(offset, offset + Number(query.get("limit") ?? 100));
  return page.length === 0 ? none : { status: 200, body: { results: page } };
}

/** Scopes `s0`, `s1`, ...; `more` says what is different about them. */
export function someRows(count: number, more: (index: number) => Partial<Row> = () => ({})): Row[] {
  return Array.from({ length: count }, (_, index) => ({
    scope_id: `s${index}`,
    scope_key: "project_id",
    fetcher: "keystone",
    collector: "gnocchi",
    last_processed_timestamp: "2026-10-01T00:00:00+00:00",
    active: true,
    ...more(index),
  }));
}
