import { beforeAll, describe, expect, it } from "vitest";
import { applicationCredentials } from "../../src/sandbox/identity/cast.ts";
import type { Sandbox } from "../../src/sandbox/server.ts";
import { type Ask, asAdmin, postTokens, rows, running, tokenOf } from "./running.ts";

const scopes = 240;
let sandbox: Sandbox;
let ask: Ask;
beforeAll(async () => {
  sandbox = await running({ scopes });
  ask = await asAdmin(sandbox);
});

const nothing = '{"message": "No resource found for provided filters."}';
const unauthorized =
  '{"error": {"code": 401, "title": "Unauthorized", "message": "The request you have made requires authentication."}}';
const get = (query: string, token?: string) => ask("GET", `/v2/scope${query}`, undefined, token);

describe("who may", () => {
  it.each(["", "bogus"])("token '%s': 401 with the address of Keystone", async (token) => {
    const answer = await get("", token);
    expect([answer.status, await answer.text()]).toEqual([401, unauthorized]);
    expect(answer.headers.get("www-authenticate")).toBe(`Keystone uri="${sandbox.url}/identity"`);
  });

  it.each([
    ["a member", "member", "demo"],
    ["an unscoped token", "admin", undefined],
  ])("%s: 403, but a wrong parameter is 400 first", async (_, name, project) => {
    const token = await tokenOf(sandbox, name, project);
    const answer = await get("", token);
    expect([answer.status, await answer.text()]).toEqual([
      403,
      '{"message": "You are not authorized to perform this action"}',
    ]);
    expect((await get("?limit=x", token)).status).toBe(400);
  });

  it("a credential with an access rule may do that and nothing else", async () => {
    const { id, secret } = applicationCredentials[2]!;
    const identity = { methods: ["application_credential"], application_credential: { id, secret } };
    const signedIn = await postTokens(sandbox, { auth: { identity } });
    const token = signedIn.headers.get("x-subject-token") ?? "";
    expect((await get("?limit=1", token)).status).toBe(200);
    expect((await ask("PATCH", "/v2/scope", { scope_id: "x" }, token)).status).toBe(401);
  });
});

describe("paths and methods", () => {
  it.each([
    ["GET", "/healthcheck", "", 200, "text/plain; charset=UTF-8"],
    ["GET", "", "", 200, "application/json"],
    ["GET", "/v2", "", 404, "text/html; charset=utf-8"],
    ["GET", "/v2/nope", "", 401, "application/json"],
    ["GET", "/v2/nope", undefined, 404, "text/html; charset=utf-8"],
    ["GET", "/v2/scope/", undefined, 404, "text/html; charset=utf-8"],
    ["DELETE", "/v2/scope", undefined, 405, "application/json"],
    ["OPTIONS", "/v2/scope", undefined, 200, "text/html; charset=utf-8"],
    ["HEAD", "/v2/scope", undefined, 200, "application/json"],
  ])("%s %s with token '%s': %i %s", async (method, path, token, status, type) => {
    const answer = await ask(method, path, undefined, token);
    expect([answer.status, answer.headers.get("content-type")]).toEqual([status, type]);
  });

  it("says which methods there are", async () => {
    const answer = await ask("DELETE", "/v2/scope");
    expect(answer.headers.get("allow")?.split(", ").sort()).toEqual([
      "GET",
      "HEAD",
      "OPTIONS",
      "PATCH",
      "POST",
      "PUT",
    ]);
    expect(await answer.text()).toBe('{"message": "The method is not allowed for the requested URL."}');
  });
});

describe("parameters", () => {
  it.each([
    ["limit=0", "{'limit': ['0']}", "value must be at least 1", "'limit'"],
    ["limit=x", "{'limit': ['x']}", "expected int", "'limit'"],
    ["limit=", "{'limit': ['']}", "expected int", "'limit'"],
    ["limit=1.5", "{'limit': ['1.5']}", "expected int", "'limit'"],
    ["limit=1&limit=2", "{'limit': ['1', '2']}", "length of value must be 1", "'limit'"],
    ["offset=-1", "{'offset': ['-1']}", "value must be at least 0", "'offset'"],
    ["active=true", "{'active': ['true']}", "expected int", "'active'"],
    ["active=1,x", "{'active': ['1,x']}", "expected int", "'active'"],
    ["foo=1&limit=0", "{'foo': ['1'], 'limit': ['0']}", "extra keys not allowed", "'foo'"],
    ["limit=0&foo=1", "{'limit': ['0'], 'foo': ['1']}", "value must be at least 1", "'limit'"],
    ["foo=it's", `{'foo': ["it's"]}`, "extra keys not allowed", "'foo'"],
    ["foo=a%0Ab", "{'foo': ['a\\nb']}", "extra keys not allowed", "'foo'"],
    ["limit=%C3%A9", "{'limit': ['é']}", "expected int", "'limit'"],
  ])("?%s: 400, quoting it as Python does", async (query, quoted, why, path) => {
    const answer = await get(`?${query}`);
    expect(answer.status).toBe(400);
    expect(await answer.json()).toEqual({ message: `Invalid data '${quoted}' : ${why} (path: '[${path}]')` });
  });

  it("writes what is not ASCII as escapes", async () => {
    expect(await (await get("?limit=%C3%A9")).text()).toContain("\\u00e9");
  });

  it.each(["limit=9223372036854775808", "offset=9223372036854775808", "active=99999999999999999999"])(
    "?%s: 500",
    async (query) => {
      const answer = await get(`?${query}`);
      expect([answer.status, await answer.text()]).toEqual([500, '{"message": "Internal Server Error"}']);
    },
  );

  it.each([
    `offset=${scopes}`,
    "scope_id=nope",
    "scope_id=",
    "active=2",
    "scope_key=Namespace",
    "scope_id=%20warehouse",
  ])("?%s: 404 where nothing is found", async (query) => {
    const answer = await get(`?${query}`);
    expect([answer.status, await answer.text()]).toEqual([404, nothing]);
  });

  it.each([
    ["", 100],
    ["limit=9223372036854775807", scopes],
    ["limit=1_0", 10],
    ["limit=%203", 3],
    [`limit=100&offset=${scopes - 40}`, 40],
    ["active=0&limit=1000", 24],
    ["active=0,1&limit=1000", scopes],
    ["fetcher=prometheus,keystone&fetcher=other&limit=1000", scopes],
    ["fetcher=prometheus&collector=gnocchi,prometheus&scope_key=namespace&limit=1000", 48],
  ])("?%s: %i rows", async (query, count) => {
    expect(await rows(ask, `?${query}`)).toHaveLength(count);
  });

  it("answers in the order of making, but by id where ids are asked for", async () => {
    const all = await rows(ask);
    const ids = [all[3]!.scope_id, all[1]!.scope_id, all[0]!.scope_id];
    const found = await rows(ask, `?scope_id=${ids.join(",")}`);
    expect(found.map((row) => row.scope_id)).toEqual([...ids, all[0]!.scope_id].sort());
    const twice = found.filter((row) => row.scope_id === all[0]!.scope_id);
    expect(twice.map((row) => row.scope_key)).toEqual(["namespace", "project_id"]);
  });
});

describe("a URL that is too long", () => {
  const long = (length: number) => get(`?scope_id=${"a".repeat(length - "/v2/scope?scope_id=".length)}`);

  it.each([
    [32_568, 404],
    [33_000, 200],
    [65_143, 200],
  ])("%i characters: %i", async (length, status) => {
    expect((await long(length)).status).toBe(status);
  });

  it("of 33 to 65 kB loses its query: the first hundred rows of all", async () => {
    const answer = await long(40_000);
    expect(((await answer.json()) as { results: object[] }).results).toHaveLength(100);
  });

  it.each([32_569, 32_750, 65_144, 70_000])("%i characters: no answer at all", async (length) => {
    await expect(long(length)).rejects.toThrow("fetch failed");
  });
});

describe("rows", () => {
  it("are what the release answers: `state` is gone from 19 on", async () => {
    const keys = async (cloudkittyVersion: 17 | 22 | 25) =>
      Object.keys((await rows(await asAdmin(await running({ cloudkittyVersion }))))[0]!);
    const common = ["last_processed_timestamp", "active", "scope_activation_toggle_date"];
    const names = ["scope_id", "scope_key", "fetcher", "collector"];
    expect(await keys(17)).toEqual([...names, "state", ...common]);
    expect(await keys(22)).toEqual([...names, ...common]);
    expect(await keys(25)).toEqual([...names, ...common]);
  });

  it("are the same for the same clock", async () => {
    const clock = Date.UTC(2024, 4, 1, 12, 30);
    const [one, other] = [await running({ clock }), await running({ clock })];
    const [first, second] = [await rows(await asAdmin(one)), await rows(await asAdmin(other))];
    expect(first).toEqual(second);
    expect(first).toHaveLength(24);
    expect(first[0]?.last_processed_timestamp).toBe("2024-05-01T11:00:00+00:00");
    expect(first.filter(({ active }) => !active)).toHaveLength(2);
    expect(new Set(first.map((row) => row.scope_id)).size).toBe(23);
  });
});

it("is written as Python writes JSON", async () => {
  const text = await (await get("?limit=2")).text();
  expect(text).toMatch(/^\{"results": \[\{"scope_id": "[^"]+", "scope_key": .*\}, \{.*\}\]\}$/);
});
