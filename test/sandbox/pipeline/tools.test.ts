import { beforeEach, describe, expect, it } from "vitest";
import type { Sandbox } from "../../../src/sandbox/server.ts";
import { running } from "../running.ts";
import { ask, tell } from "./asking.ts";

let sandbox: Sandbox;
beforeEach(async () => {
  sandbox = await running();
});

type Tool = Record<string, unknown> & { _id: string; name: string; configuration: Record<string, unknown> };
const toolId = "5fc7a12ebed9dd3a622f5d22";
const summary = (id = toolId) => tell<Tool>(ask(sandbox, "POST", "registry/summary", { toolId: id }));
const update = (body: object) => tell<Tool>(ask(sandbox, "POST", "registry/update", body));

it("GET registry/tools: an array of whole tools, with what looks like secrets in them", async () => {
  const [status, tools] = await tell<Tool[]>(ask(sandbox, "GET", "registry/tools"));
  expect([status, tools.length]).toEqual([200, 8]);
  expect(tools[0]).toMatchObject({ _id: toolId, tool_identifier: "jenkins" });
  const text = JSON.stringify(tools);
  for (const key of ["jAuthToken", "password", "secretAccessKey", "clientSecret", "personalAccessToken"])
    expect(text).toContain(`"${key}":"not-a-real-`);
});

it("POST registry/summary: the one", async () => {
  const [, tools] = await tell<Tool[]>(ask(sandbox, "GET", "registry/tools"));
  for (const tool of tools) expect(await summary(tool._id)).toEqual([200, tool]);
});

describe("POST registry/update", () => {
  it("answers the tool with the root properties that were sent, as in the page's example", async () => {
    const [, before] = await summary();
    const tool = {
      name: "Updated Tool Name Via CLI",
      description: "Updating the description here through customer API.  Fingers crossed",
    };
    const [status, after] = await update({ toolId, tool });
    expect([status, after]).toEqual([200, { ...before, ...tool, updatedAt: expect.any(String) }]);
    expect(Date.parse(after.updatedAt as string)).toBeGreaterThan(Date.parse(before.updatedAt as string));
    expect(await summary()).toEqual([200, after]);
  });

  it("replaces a root property whole: what was nested in it is gone", async () => {
    await update({ toolId, tool: { configuration: { jenkinsUrl: "https://other.example" } } });
    expect((await summary())[1].configuration).toEqual({ jenkinsUrl: "https://other.example" });
  });

  it("takes _id, createdAt and updatedAt without harm, and anything else without a question", async () => {
    const [, before] = await summary();
    const sent = { _id: "x", createdAt: "x", updatedAt: "x", name: 7, whatever: { deep: [null] } };
    const [status, after] = await update({ toolId, tool: sent });
    expect(status).toBe(200);
    expect(after).toMatchObject({
      _id: toolId,
      createdAt: before.createdAt,
      name: 7,
      whatever: { deep: [null] },
    });
    expect(after.updatedAt).not.toBe("x");
  });

  it.each([undefined, null, "x", []])("tool %j: 400", async (tool) => {
    expect(await update({ toolId, tool })).toEqual([400, { status: "failed", message: "tool is required" }]);
  });
});

it.each<[string, unknown, number, string]>([
  ["registry/summary", undefined, 400, "toolId is required"],
  ["registry/summary", "000000000000000000000000", 404, "Tool 000000000000000000000000 was not found."],
  ["registry/update", undefined, 400, "toolId is required"],
  ["registry/update", "000000000000000000000000", 404, "Tool 000000000000000000000000 was not found."],
])("%s of tool %j: %i", async (path, id, status, message) => {
  const answer = tell(ask(sandbox, "POST", path, { toolId: id, tool: {} }));
  expect(await answer).toEqual([status, { status: "failed", message }]);
});
