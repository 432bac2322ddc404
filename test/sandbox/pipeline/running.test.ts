import { beforeEach, describe, expect, it } from "vitest";
import { type Control, controlOf } from "../../../src/sandbox/control.ts";
import { readRunFile } from "../../../src/sandbox/run-file.ts";
import type { Sandbox } from "../../../src/sandbox/server.ts";
import { running, temporaryDirectory } from "../running.ts";
import { ask, neverRun, nightly, payroll, reindex, release, tell, template, workflow } from "./asking.ts";

let sandbox: Sandbox;
let control: Control;
beforeEach(async () => {
  const state = temporaryDirectory();
  sandbox = await running({ state });
  control = controlOf(readRunFile(state)!);
});

const post = (action: string, pipelineId: string, more: object = {}) =>
  tell(ask(sandbox, "POST", `pipeline/${action}`, { pipelineId, ...more }));
const status = async (pipelineId: string, runCount: unknown) =>
  (await post("status", pipelineId, { runCount }))[1];

describe("the page's examples", () => {
  it("status of a run of before", async () => {
    expect(await post("status", "5fd56d90979ee048ee660624", { runCount: 3 })).toEqual([
      200,
      { status: "success", message: "Pipeline: Blank Template's Run 3 was successful." },
    ]);
  });

  it("run", async () => {
    expect(await post("run", "5fd56d90979ee048ee660624")).toEqual([
      200,
      {
        status: "executed",
        message: "Run pipeline request submitted successfully for (5fd56d90979ee048ee660624)",
        runCount: 4,
      },
    ]);
  });

  it("run, refused with 200 while one waits", async () => {
    expect(await post("run", release._id)).toEqual([
      200,
      {
        status: "failed",
        message: `Pipeline ${release._id} is currently in a paused state.  Will not start another job until this pending status is resolved.`,
      },
    ]);
  });

  it("reset", async () => {
    expect(await post("reset", template._id)).toEqual([
      200,
      { status: "success", message: "The pipeline run status has been reset." },
    ]);
  });

  it("stop", async () => {
    await post("run", reindex._id);
    expect(await post("stop", reindex._id)).toEqual([
      200,
      { status: "success", message: "The pipeline has been stopped." },
    ]);
  });
});

describe("a run", () => {
  it.each([
    [template, 4, 3000, "success", "Pipeline: Blank Template's Run 4 was successful."],
    [nightly, 6, 2000, "failed", "Pipeline: Nightly tests's Run 6 failed."],
    [neverRun, 1, 1000, "success", "Pipeline: Déploiement démo's Run 1 was successful."],
  ])("of $name ends as it must", async ({ _id, plan }, runCount, takes, phase, message) => {
    expect((await post("run", _id))[1]).toMatchObject({ runCount });
    await control.advance(takes);
    expect(await status(_id, runCount)).toEqual({ status: phase, message });
    const last = plan[phase === "failed" ? 1 : plan.length - 1]!;
    expect(await workflow(sandbox, _id)).toMatchObject({
      run_count: runCount,
      last_run: { run_count: runCount, status: phase },
      last_step: { status: phase, [phase]: { step_id: last._id } },
    });
  });

  it("that goes on is running, keeps the last run in sight, and lets no other begin", async () => {
    const [, { runCount }] = await post("run", reindex._id);
    expect(await status(reindex._id, runCount)).toEqual({
      status: "running",
      message: "Pipeline: Reindex catalogue's Run 13 is running.",
    });
    expect(await workflow(sandbox, reindex._id)).toMatchObject({
      run_count: 13,
      last_run: { run_count: 12, status: "success" },
      last_step: { status: "running", running: { status: "running", paused: false } },
    });
    expect((await post("run", reindex._id))[1]).toMatchObject({
      status: "failed",
      message: expect.stringContaining("currently in a running state."),
    });
  });

  it("that is stopped finishes its step first", async () => {
    await post("run", reindex._id);
    await post("stop", reindex._id);
    expect(await status(reindex._id, 13)).toMatchObject({ status: "running" });
    await control.advance(2000);
    expect(await status(reindex._id, 13)).toEqual({
      status: "stopped",
      message: "Pipeline: Reindex catalogue's Run 13 was stopped.",
    });
    expect((await workflow(sandbox, reindex._id)).last_step).toEqual({ status: "stopped" });
    expect((await post("run", reindex._id))[1]).toMatchObject({ status: "executed", runCount: 14 });
  });

  it("that waits for approval is paused until it is reset, and then the next can begin", async () => {
    expect(await status(release._id, 7)).toMatchObject({ status: "paused" });
    expect((await workflow(sandbox, release._id)).last_step).toEqual({
      status: "stopped",
      running: { step_id: release.plan[1]!._id, status: "pending", paused: true },
    });
    await post("reset", release._id);
    expect(await status(release._id, 7)).toMatchObject({ status: "stopped" });
    const { run_count, last_step } = await workflow(sandbox, release._id);
    expect([run_count, last_step]).toEqual([7, {}]);
    expect((await post("run", release._id))[1]).toMatchObject({ status: "executed", runCount: 8 });
    await control.advance(1000);
    expect(await status(release._id, 8)).toMatchObject({ status: "paused" });
    expect((await post("stop", release._id))[1]).toMatchObject({ status: "success" });
    expect(await status(release._id, 8)).toMatchObject({ status: "stopped" });
  });

  it("goes on in real time too", async () => {
    await post("run", neverRun._id);
    while ((await status(neverRun._id, 1)).status === "running");
    expect(await status(neverRun._id, 1)).toMatchObject({ status: "success" });
  });

  it("is stopped by a reset at once, and what ended before stays what it was", async () => {
    await post("run", reindex._id);
    await post("reset", reindex._id);
    expect(await status(reindex._id, 13)).toMatchObject({ status: "stopped" });
    expect(await status(reindex._id, 12)).toMatchObject({ status: "success" });
  });
});

it("stopping what does not run is refused with 200", async () => {
  expect(await post("stop", template._id)).toEqual([
    200,
    { status: "failed", message: `Pipeline ${template._id} is not running.` },
  ]);
});

describe("what is asked wrongly", () => {
  const actions = ["run", "status", "reset", "stop", "summary", "logs"];

  it.each(actions)("%s of an unknown pipeline: 404", async (action) => {
    expect(await post(action, "000000000000000000000000", { runCount: 1 })).toEqual([
      404,
      { status: "failed", message: "Pipeline 000000000000000000000000 was not found." },
    ]);
  });

  it.each(actions)("%s of another team's pipeline: 403 in plain text", async (action) => {
    const answer = await ask(sandbox, "POST", `pipeline/${action}`, { pipelineId: payroll._id, runCount: 1 });
    expect([answer.status, await answer.text()]).toEqual([403, "Forbidden"]);
  });

  it.each(actions)("%s without pipelineId: 400", async (action) => {
    for (const body of [{}, { pipelineId: "" }, { pipelineId: 7 }, undefined]) {
      expect(await tell(ask(sandbox, "POST", `pipeline/${action}`, body))).toEqual([
        400,
        { status: "failed", message: "pipelineId is required" },
      ]);
    }
  });

  it.each(["{", "[]", "7"])("a body of %s: 400", async (body) => {
    expect(await tell(ask(sandbox, "POST", "pipeline/run", body))).toEqual([
      400,
      { status: "failed", message: "The request body is not a JSON object." },
    ]);
  });

  it.each<[unknown, number, string]>([
    [undefined, 400, "runCount is required"],
    ["x", 400, "runCount must be an integer"],
    [1.5, 400, "runCount must be an integer"],
    [99, 404, "Pipeline: Blank Template's Run 99 was not found."],
  ])("status of run %j: %i", async (runCount, code, message) => {
    expect(await post("status", template._id, { runCount })).toEqual([code, { status: "failed", message }]);
  });

  it("but the digits of a run as text are taken", async () => {
    expect(await status(template._id, "3")).toMatchObject({ status: "success" });
  });
});

it("keeps its runs when it is started again", async () => {
  const state = temporaryDirectory();
  const first = await running({ state });
  await tell(ask(first, "POST", "pipeline/run", { pipelineId: reindex._id }));
  await first.close();
  expect(await workflow(await running({ state }), reindex._id)).toMatchObject({ run_count: 13 });
});
