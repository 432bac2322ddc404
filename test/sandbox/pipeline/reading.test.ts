import { beforeAll, describe, expect, it } from "vitest";
import { controlOf } from "../../../src/sandbox/control.ts";
import { readRunFile } from "../../../src/sandbox/run-file.ts";
import type { Sandbox } from "../../../src/sandbox/server.ts";
import { running, temporaryDirectory } from "../running.ts";
import { ask, neverRun, nightly, reindex, release, tell, template, workflow } from "./asking.ts";

const state = temporaryDirectory();
let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await running({ state });
});

interface Log {
  _id: string;
  run_count: number;
  action: string;
  status: string;
  message: string;
  step_name: string;
  step_index: number;
  createdAt: string;
}

const logs = async (pipelineId: string, more: object = {}) =>
  (await tell<Log[]>(ask(sandbox, "POST", "pipeline/logs", { pipelineId, ...more })))[1];

describe("GET pipeline/pipelines, POST pipeline/summary", () => {
  it("lists whole documents, but not those of others", async () => {
    const [status, list] = await tell<{ _id: string; name: string }[]>(
      ask(sandbox, "GET", "pipeline/pipelines"),
    );
    expect(status).toBe(200);
    expect(list.map(({ name }) => name)).toEqual([
      "Blank Template",
      "Nightly tests",
      "Production release",
      "Reindex catalogue",
      "Déploiement démo",
    ]);
    for (const document of list) {
      const summary = await tell(ask(sandbox, "POST", "pipeline/summary", { pipelineId: document._id }));
      expect(summary).toEqual([200, document]);
      expect(document._id).toMatch(/^[0-9a-f]{24}$/);
      expect(Object.keys(document)).toEqual([
        "_id",
        "name",
        "description",
        "type",
        "tags",
        "active",
        "account",
        "owner",
        "roles",
        "workflow",
        "createdAt",
        "updatedAt",
        "__v",
      ]);
    }
  });

  it("of one that never ran has no last run", async () => {
    const found = await workflow(sandbox, neverRun._id);
    expect([found.run_count, found.last_run, found.last_step]).toEqual([0, undefined, {}]);
  });

  it.each([
    [template, 3, "success"],
    [nightly, 5, "failed"],
    [release, 6, "success"],
    [reindex, 12, "success"],
  ])("$name: the last run that ended", async ({ _id, plan }, run_count, status) => {
    const found = await workflow(sandbox, _id);
    expect(found.last_run).toMatchObject({ run_count, status });
    expect(found.plan.map(({ name }) => name)).toEqual(plan.map(({ name }) => name));
  });
});

describe("POST pipeline/logs", () => {
  it("is an array, the most recent first", async () => {
    const found = await logs(template._id);
    expect(found).toHaveLength(3 * 12);
    const times = found.map(({ createdAt }) => createdAt);
    expect(times).toEqual([...times].sort().reverse());
    expect(found[0]).toMatchObject({
      run_count: 3,
      action: "finish",
      status: "success",
      step_name: "Publish",
    });
    expect(Object.keys(found[0]!)).toEqual([
      "_id",
      "pipeline_id",
      "run_count",
      "step_id",
      "step_name",
      "step_index",
      "tool_identifier",
      "action",
      "message",
      "status",
      "api_response",
      "step_configuration",
      "user_id",
      "createdAt",
      "updatedAt",
      "__v",
    ]);
    expect(new Set(found.map(({ _id }) => _id)).size).toBe(found.length);
  });

  it.each([2, "2"])("runCount %j: that run alone", async (runCount) => {
    const found = await logs(template._id, { runCount });
    expect(found).toHaveLength(12);
    expect(new Set(found.map(({ run_count }) => run_count))).toEqual(new Set([2]));
    expect(await logs(template._id, { runCount: 99 })).toEqual([]);
  });

  it('type "console output", to the letter: what the tools wrote', async () => {
    const found = await logs(nightly._id, { runCount: 5, type: "console output" });
    expect(found.map(({ message }) => message)).toEqual([
      "ERROR: coverage 61.2% is below 80%",
      "Analysing 1203 files",
      "BUILD SUCCESSFUL in 790ms",
      "Cloning into 'shop'...",
    ]);
    expect(await logs(nightly._id, { runCount: 5, type: "Console Output" })).toHaveLength(8);
  });

  it("is cut after 1000, and does not say so", async () => {
    const found = await logs(reindex._id);
    expect(found).toHaveLength(1000);
    expect(found.at(-1)?.run_count).toBeGreaterThan(1);
    expect(await logs(reindex._id, { runCount: 1 })).toHaveLength(240);
  });

  it("grows while a run goes on", async () => {
    const runCount = 13;
    await ask(sandbox, "POST", "pipeline/run", { pipelineId: reindex._id });
    const before = await logs(reindex._id, { runCount });
    await controlOf(readRunFile(state)!).advance(10_000);
    const after = await logs(reindex._id, { runCount });
    expect(after.length).toBeGreaterThan(before.length);
    expect(after.slice(-before.length)).toEqual(before);
  });

  it("of what waits says that approval is needed", async () => {
    const [latest] = await logs(release._id);
    expect(latest).toMatchObject({ run_count: 7, action: "approval", status: "pending" });
  });
});
