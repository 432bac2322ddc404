import { beforeAll, describe, expect, it } from "vitest";
import { type Scope, tokenOf } from "../../../src/sandbox/pipeline/tokens.ts";
import type { Sandbox } from "../../../src/sandbox/server.ts";
import { running } from "../running.ts";
import { ask, tell, template } from "./asking.ts";

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await running();
});

const past = Date.UTC(2020, 0, 1) / 1000;

describe("the token", () => {
  it("looks like a JWT that ends one day", () => {
    const [header, payload] = tokenOf("api")
      .split(".")
      .slice(0, 2)
      .map((part) => JSON.parse(atob(part)));
    expect(header).toEqual({ alg: "HS256", typ: "JWT" });
    expect(payload).toMatchObject({ scope: "api", exp: Date.UTC(2100, 0, 1) / 1000 });
    expect(Object.keys(payload)).toEqual([
      "owner",
      "userName",
      "email",
      "userId",
      "scope",
      "tokenId",
      "iat",
      "exp",
    ]);
  });

  it.each([
    ["missing", ""],
    ["no JWT", "x"],
    ["expired", tokenOf("api", past)],
    ["changed", tokenOf("api").replace(/.$/, (last) => (last === "A" ? "B" : "A"))],
    ["of another payload", tokenOf("api").replace(/\.[^.]*/, ".e30")],
  ])("%s: 401", async (_, token) => {
    expect(await tell(ask(sandbox, "GET", "pipeline/pipelines", undefined, token))).toEqual([
      401,
      { status: "failed", message: "The access token is missing, invalid or expired." },
    ]);
  });

  it("ends by the sandbox's clock", async () => {
    const token = tokenOf("api", past);
    const earlier = await running({ clock: past * 1000 - 3_600_000 });
    expect((await ask(earlier, "GET", "pipeline/pipelines", undefined, token)).status).toBe(200);
  });
});

const everyScope: Scope[] = [
  "api",
  "api-readonly",
  "pipeline",
  "pipeline-readonly",
  "registry",
  "registry-readonly",
  "security-logs",
];
const pipelineScopes: Scope[] = ["api", "api-readonly", "pipeline", "pipeline-readonly"];
const registryScopes: Scope[] = ["api", "api-readonly", "registry", "registry-readonly"];

describe("the scopes of", () => {
  it.each<[string, string, Scope[]]>([
    ["POST", "pipeline/run", ["api", "pipeline"]],
    ["POST", "pipeline/stop", ["api", "pipeline"]],
    ["POST", "pipeline/reset", ["api", "pipeline"]],
    ["POST", "pipeline/status", pipelineScopes],
    ["POST", "pipeline/summary", pipelineScopes],
    ["POST", "pipeline/logs", pipelineScopes],
    ["GET", "pipeline/pipelines", pipelineScopes],
    ["POST", "pipeline/demo", everyScope],
    ["GET", "registry/tools", registryScopes],
    ["POST", "registry/summary", registryScopes],
    ["POST", "registry/update", ["api", "registry"]],
    ["GET", "logs/user/actions", ["api", "security-logs"]],
    ["GET", "logs/user/tokens", ["api", "security-logs"]],
  ])("%s %s", async (method, path, allowed) => {
    for (const scope of everyScope) {
      const answer = await ask(sandbox, method, path, method === "POST" ? {} : undefined, tokenOf(scope));
      const text = await answer.text();
      if (allowed.includes(scope)) expect([scope, answer.status]).not.toEqual([scope, 403]);
      // Before anything is said of what was sent, and in plain text.
      else expect([scope, answer.status, text]).toEqual([scope, 403, "Forbidden"]);
    }
  });
});

it("POST pipeline/demo repeats what it was sent and who sent it, and does nothing", async () => {
  const body = { pipelineId: template._id };
  const [status, answer] = await tell(ask(sandbox, "POST", "pipeline/demo", body));
  expect([status, answer]).toEqual([
    200,
    {
      status: "success",
      message: "The request was received, and nothing was done.",
      reqBody: body,
      reqToken: expect.objectContaining({ scope: "api", userName: "opsbot" }),
    },
  ]);
});

it.each([
  ["GET", "pipeline/run"],
  ["DELETE", "pipeline/pipelines"],
  ["POST", "pipeline/<x>"],
])("%s %s: no such route, a page of HTML", async (method, path) => {
  const answer = await ask(sandbox, method, path);
  expect([answer.status, answer.headers.get("content-type")]).toEqual([404, "text/html; charset=UTF-8"]);
  const text = await answer.text();
  expect(text).toContain(`Cannot ${method} /api/v1/pipeline/`);
  expect(text).not.toContain("<x>");
});

it("points rptctl at itself", () => {
  expect(sandbox.environment).toMatchObject({
    RPTCTL_PIPELINE_URL: `${sandbox.url}/opsera`,
    RPTCTL_PIPELINE_TOKEN: tokenOf("api"),
  });
});
