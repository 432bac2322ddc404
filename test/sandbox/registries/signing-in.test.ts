import { beforeAll, describe, expect, it } from "vitest";
import { controlOf } from "../../../src/sandbox/control.ts";
import { readRunFile } from "../../../src/sandbox/run-file.ts";
import type { Sandbox } from "../../../src/sandbox/server.ts";
import { running, temporaryDirectory } from "../running.ts";
import { asUser, path, signIn } from "./asking.ts";

const state = temporaryDirectory();
let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await running({ state });
});

const query = "?paginate=false";

describe("POST /api/v1/signin", () => {
  it("answers an opaque token of 43 characters, and the user", async () => {
    const answer = await signIn(sandbox, { username: "ops", password: "opspw" });
    expect(answer.status).toBe(200);
    const { data, ...rest } = (await answer.json()) as { data: { token: string; user: object } };
    expect(rest).toEqual({ message: "You are successfully logged in", status: "ok" });
    expect(data.token).toMatch(/^[\w-]{43}$/);
    expect(Object.keys(data.user)).toEqual([
      "id",
      "username",
      "first_name",
      "last_name",
      "auth_type",
      "email",
      "groups",
      "permissions",
      "access_limits",
      "is_first_access",
      "is_disabled",
      "inserted_at",
      "attrs_updated_at",
      "password_updated_at",
    ]);
    expect(data.user).toMatchObject({ username: "ops", auth_type: "basic" });
  });

  it.each<[string, unknown, string?]>([
    ["a wrong password", { username: "ops", password: "x" }],
    ["an unknown user", { username: "x", password: "opspw" }],
    ["no password", { username: "ops" }],
    ["no object", "[]"],
    ["null", "null"],
    ["no JSON", "{"],
    ["what is not said to be JSON", { username: "ops", password: "opspw" }, "text/plain"],
  ])("%s: 401", async (_, body, type) => {
    const answer = await signIn(sandbox, body, type);
    expect([answer.status, await answer.json()]).toEqual([
      401,
      { message: "Invalid username or password", status: "error" },
    ]);
  });
});

describe("the token", () => {
  it.each([
    ["none", {}],
    ["an unknown one", { authorization: "Bearer x" }],
    ["another scheme", { authorization: "Basic b3BzOm9wc3B3" }],
  ])("%s: 401", async (_, headers) => {
    for (const [method, below] of [
      ["GET", path + query],
      ["GET", `${path}/x`],
      ["DELETE", path],
    ] as const) {
      const answer = await fetch(`${sandbox.url}/seer${below}`, { method, headers });
      expect([answer.status, await answer.json()]).toEqual([
        401,
        { message: "Unauthorized", status: "error" },
      ]);
    }
  });

  it.each([
    ["guest", "GET", path + query],
    ["guest", "GET", `${path}/x`],
    ["guest", "DELETE", path],
    ["viewer", "DELETE", path],
  ])("of %s, for %s %s: 403 Forbidden", async (user, method, below) => {
    const answer = await (await asUser(sandbox, user))(method, below);
    expect([answer.status, await answer.json()]).toEqual([403, { message: "Forbidden", status: "error" }]);
  });

  it("of the viewer reads", async () => {
    expect((await (await asUser(sandbox, "viewer"))("GET", path + query)).status).toBe(200);
  });

  it("expires by the sandbox's clock, and signing in again helps", async () => {
    const ask = await asUser(sandbox);
    const control = controlOf(readRunFile(state)!);
    await control.advance(1_790_000);
    expect((await ask("GET", path + query)).status).toBe(200);
    await control.advance(10_000);
    expect((await ask("GET", path + query)).status).toBe(401);
    expect((await (await asUser(sandbox))("GET", path + query)).status).toBe(200);
  });

  it("lives as long as it was told", async () => {
    const shortly = await running({ seerTokenSeconds: 0 });
    expect((await (await asUser(shortly))("GET", path + query)).status).toBe(401);
  });

  it("outlives the server, not a reset", async () => {
    const kept = temporaryDirectory();
    const first = await running({ state: kept });
    const ask = await asUser(first);
    await first.close();
    await running({ state: kept, port: first.port });
    expect((await ask("GET", path + query)).status).toBe(200);
    await controlOf(readRunFile(kept)!).reset();
    expect((await ask("GET", path + query)).status).toBe(401);
  });
});

it("points rptctl at itself", () => {
  expect(sandbox.environment).toMatchObject({
    RPTCTL_REGISTRIES_URL: `${sandbox.url}/seer`,
    RPTCTL_REGISTRIES_USERNAME: "ops",
    RPTCTL_REGISTRIES_PASSWORD: "opspw",
  });
});
