import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { FileClock } from "../../src/sandbox/clock.ts";
import { type Sandbox, startSandbox } from "../../src/sandbox/server.ts";
import { FileStore } from "../../src/sandbox/store.ts";
import { isSkipped } from "./skip.ts";
import { type Stack, stackVersions, startStack } from "./stack.ts";

/*
 * The sandbox against what it plays: the same rows, the same requests one after the other, and the answers of the two
 * servers side by side.
 */

interface Answer {
  readonly status: number;
  readonly type: string | null;
  readonly body: string;
}

interface Side {
  readonly rating: string;
  readonly keystone: string;
  readonly tokens: Readonly<Record<"admin" | "member", string>>;
}

type Request = readonly [method: string, path: string, body?: unknown, as?: keyof Side["tokens"]];

const cluster = "ns-00004";
const inactive = "ns-00009";
const noon = { last_processed_timestamp: "2024-07-01T12:00:00Z" };
const names = { scope_key: "project_id", fetcher: "keystone", collector: "gnocchi" };
const get = (query: string): Request => ["GET", `/v2/scope?${query}`];
const all = get("limit=1000");
const reset = (body: unknown): Request => ["PUT", "/v2/scope", body];
const patch = (body: object): Request => ["PATCH", "/v2/scope", body];
const create = (body: object): Request => ["POST", "/v2/scope", body];

const reading: readonly Request[] = [
  ["GET", "/healthcheck"],
  ["GET", "/nope"],
  ["GET", "/v2/scope/"],
  ["DELETE", "/v2/scope"],
  ["GET", "/v2/scope", undefined, "member"],
  ["GET", "/v2/scope?limit=x", undefined, "member"],
  all,
  ...["limit=0", "limit=x", "limit=1.5", "limit=1&limit=2", "limit=%202", "limit=1_0", "offset=-1"].map(get),
  ...["offset=24", "offset=25", "limit=9223372036854775808", "active=0", "active=2", "active=true"].map(get),
  ...["foo=1&limit=0", "foo=it's", "foo=a%0Ab", "limit=%C3%A9", "scope_id=", "scope_key=Namespace"].map(get),
  ...[`scope_id=${inactive},${cluster}`, `scope_id=${cluster},%20${inactive}`, "fetcher=prometheus"].map(get),
  get(`scope_id=${"a".repeat(32_000)}`),
  get(`scope_id=${"a".repeat(40_000)}`),
];

const refused: readonly Request[] = [
  ...["{", "null", "[1]", "{}", '{"x":{"y":[true,null]}}', '{"scope_id":1}'].map(reset),
  reset({ scope_id: "x", all_scopes: true }),
  reset({ all_scopes: "maybe", ...noon }),
  reset({ scope_id: "nope", ...noon }),
  reset({ scope_id: inactive, ...noon }),
  reset({ scope_id: "nope", state: "2024-05-01" }),
  ...["", "2024", "202405", "2024-5-1", "2024-05-01T10:00:00z", "2024-02-30", "2024-05-01 10:00:00,5+02"].map(
    (time) => reset({ scope_id: "nope", last_processed_timestamp: time }),
  ),
  patch({}),
  patch({ scope_id: "nope" }),
  patch({ scope_id: "" }),
  patch({ scope_id: ["a", "b"] }),
  create({ scope_id: cluster, fetcher: [] }),
];

const changing = (time: object): readonly Request[] => [
  ...[{ active: false }, { active: "false" }, { active: null }, { scope_key: "" }, { fetcher: null }].map(
    (body) => patch({ scope_id: cluster, ...body }),
  ),
  patch({ scope_id: inactive, active: true }),
  create({ scope_id: "new", ...names, ...time }),
  create({ scope_id: "new", ...names, ...time }),
  create({ scope_id: "ns-00019", ...names, ...time }),
  create({ scope_id: "bare", ...time }),
  patch({ scope_id: "bare" }),
  create({ scope_id: "half", fetcher: "f", ...time }),
  patch({ scope_id: "half", active: true }),
];

const stacks = await Promise.all(stackVersions.map((version) => startStack(version)));

for (const [index, version] of stackVersions.entries()) {
  const started = stacks[index]!;
  const stack = started as Stack;

  describe.skipIf(isSkipped(started))(`the sandbox and CloudKitty ${version}`, () => {
    const state = mkdtempSync(join(tmpdir(), "rptctl-agreement-"));
    let sandbox: Sandbox;
    let sides: readonly Side[];

    beforeAll(async () => {
      await stack.seed(25);
      const tokens = { admin: await stack.token("admin"), member: await stack.token("alice") };
      const real = { rating: stack.ratingUrl, keystone: stack.authUrl, tokens };
      const { results } = JSON.parse((await ask(real, all)).body) as { results: { scope_id: string }[] };
      const scopes = results.map(({ scope_id, ...row }) => ({ identifier: scope_id, ...row }));
      new FileClock(join(state, "clock.json"), undefined);
      new FileStore(join(state, "rating.json"), () => ({ seeded: 25, scopes, resets: [] }));
      sandbox = await startSandbox({ state, cloudkittyVersion: version });
      const keystone = `${sandbox.url}/identity/v3`;
      const own = { admin: await signIn(keystone, "admin"), member: await signIn(keystone, "member") };
      sides = [real, { rating: `${sandbox.url}/rating`, keystone, tokens: own }];
    });
    afterAll(async () => {
      await sandbox?.close();
      rmSync(state, { recursive: true, force: true });
      await stack.seed(25);
    });

    it.each([...reading, ...refused].map((request) => [title(request), request] as const))(
      "agree on %s",
      async (_, request) => {
        const [real, played] = await Promise.all(sides.map((side) => ask(side, request)));
        expect(played).toEqual(real);
      },
    );

    it("agree on what changes do, one after the other", async () => {
      for (const request of changing(version === 25 ? noon : {})) {
        for (const step of [request, all]) {
          const [real, played] = await Promise.all(sides.map((side) => ask(side, step)));
          expect(played, `after ${title(request)}`).toEqual(real);
        }
      }
    });

    it.each(["{", "{}", '{"auth":{"identity":{"methods":["foo"]}}}', '{"auth":{"identity":{"methods":[]}}}'])(
      "agree on signing in with %s",
      async (body) => {
        const headers = { "content-type": "application/json" };
        const [real, played] = await Promise.all(
          sides.map(async ({ keystone }) => {
            const answer = await fetch(`${keystone}/auth/tokens`, { method: "POST", headers, body });
            return { status: answer.status, body: await answer.json() };
          }),
        );
        expect(played).toEqual(real);
      },
    );
  });
}

async function ask(side: Side, [method, path, body, as = "admin"]: Request): Promise<Answer> {
  const answer = await fetch(side.rating + path, {
    method,
    headers: { "x-auth-token": side.tokens[as], "content-type": "application/json" },
    ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
  });
  // A change of `active` is stamped with the moment it was made.
  const text = (await answer.text()).replace(/(toggle_date": )"20(2[5-9]|[3-9]\d)[^"]*"/g, "$1NOW");
  return { status: answer.status, type: answer.headers.get("content-type"), body: text };
}

async function signIn(keystone: string, name: "admin" | "member"): Promise<string> {
  const domain = { id: "default" };
  const password = { user: { name, domain, password: `${name}pw` } };
  const scope = { project: { name: name === "admin" ? "admin" : "demo", domain } };
  const answer = await fetch(`${keystone}/auth/tokens`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ auth: { identity: { methods: ["password"], password }, scope } }),
  });
  return answer.headers.get("x-subject-token") ?? "";
}

function title([method, path, body, as]: Request): string {
  const shown = body === undefined ? "" : ` ${typeof body === "string" ? body : JSON.stringify(body)}`;
  return `${method} ${path.slice(0, 60)}${shown}${as === undefined ? "" : ` as ${as}`}`;
}
