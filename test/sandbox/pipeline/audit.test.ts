import { beforeAll, describe, expect, it } from "vitest";
import { tokenOf } from "../../../src/sandbox/pipeline/tokens.ts";
import type { Sandbox } from "../../../src/sandbox/server.ts";
import { running } from "../running.ts";
import { ask, tell, template } from "./asking.ts";

const clock = Date.UTC(2026, 10, 22, 9);
let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await running({ clock });
});

type Entry = Record<string, unknown> & { createdAt: string; type?: string; scope?: string };
const list = (path: string, on = sandbox) =>
  tell<{ count: number; data: Entry[] }>(ask(on, "GET", `logs/user/${path}`));

describe.each([
  [
    "actions",
    [
      "_id",
      "user_id",
      "account",
      "createdAt",
      "updatedAt",
      "__v",
      "user_email",
      "type",
      "action",
      "target_id",
    ],
  ],
  ["tokens", ["_id", "user_id", "account", "createdAt", "updatedAt", "__v", "token_id", "scope", "target"]],
])("GET logs/user/%s", (path, members) => {
  it("lists the last seven days, the newest first, with the page's members", async () => {
    const [status, { count, data }] = await list(path);
    expect([status, count]).toEqual([200, data.length]);
    const times = data.map(({ createdAt }) => createdAt);
    expect(times).toEqual([...times].sort().reverse());
    expect(Date.parse(times.at(-1)!)).toBeGreaterThan(clock - 7 * 86_400_000);
    for (const each of data) expect(Object.keys(each).sort()).toEqual([...members].sort());
  });

  it("date: that day alone, in UTC, also one before", async () => {
    for (const date of ["2026-11-20", "2026-11-14"]) {
      const [, { data }] = await list(`${path}?date=${date}`);
      expect(data.length).toBeGreaterThan(0);
      expect(data.every(({ createdAt }) => createdAt.startsWith(date))).toBe(true);
    }
    expect((await list(`${path}?date=2020-01-01`))[1]).toEqual({ count: 0, data: [] });
  });

  it("count: no more than that", async () => {
    expect((await list(`${path}?count=5`))[1].data).toHaveLength(5);
  });

  it.each([
    ["date=yesterday", "date must be YYYY-MM-DD"],
    ["date=2026-13-01", "date must be YYYY-MM-DD"],
    ["date=2026-1-1", "date must be YYYY-MM-DD"],
    ["count=0", "count must be a positive integer"],
    ["count=x", "count must be a positive integer"],
  ])("?%s: 400", async (query, message) => {
    expect(await list(`${path}?${query}`)).toEqual([400, { status: "failed", message }]);
  });

  it("is cut after 1000, and does not say so", async () => {
    const large = await running({ clock, auditEntries: 1200 });
    expect((await list(path, large))[1]).toMatchObject({ count: 1000, data: { length: 1000 } });
    expect((await list(`${path}?count=1200`, large))[1].data).toHaveLength(1000);
    expect((await list(`${path}?date=2026-11-20`, large))[1].count).toBe(150);
  });
});

it.each([
  ["actions", "type", "tool_registry"],
  ["tokens", "scope", "pipeline-readonly"],
] as const)("%s?%s=%s: that value alone", async (path, member, value) => {
  const all = (await list(path))[1].data;
  const { data } = (await list(`${path}?${member}=${value}`))[1];
  expect(data).toEqual(all.filter((each) => each[member] === value));
  expect(data.length).toBeGreaterThan(0);
  expect((await list(`${path}?${member}=nope`))[1].data).toEqual([]);
});

it("logs what is done", async () => {
  await ask(sandbox, "POST", "pipeline/run", { pipelineId: template._id });
  expect((await list("actions"))[1].data[0]).toMatchObject({
    user_email: "opsbot@opsera.example",
    type: "pipeline",
    action: "run",
    target_id: template._id,
  });
  const toolId = "5fc7a12ebed9dd3a622f5d22";
  await ask(sandbox, "POST", "registry/update", { toolId, tool: {} });
  expect((await list("actions"))[1].data[0]).toMatchObject({ type: "tool_registry", target_id: toolId });
});

it("logs every use of a token: this one, and one that was refused for its scope", async () => {
  await ask(sandbox, "GET", "registry/tools", undefined, tokenOf("security-logs"));
  const { data } = (await list("tokens"))[1];
  expect(data.slice(0, 2)).toMatchObject([
    { scope: "api", target: "/v1/logs/user/tokens" },
    { scope: "security-logs", target: "/v1/registry/tools" },
  ]);
});
