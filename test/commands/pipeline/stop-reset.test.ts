import { describe, expect, it } from "vitest";
import { cut } from "../../fake-server.ts";
import { document, fakeOpsera, pipelineId, sentTo } from "../../systems/pipeline/fake-opsera.ts";

const answers = {
  stop: { body: { status: "success", message: "The pipeline has been stopped." } },
  reset: { body: { status: "success", message: "The pipeline run status has been reset." } },
} as const;

describe.each(["stop", "reset"] as const)("pipeline %s", (verb) => {
  const path = `pipeline/${verb}`;

  it(`POST /api/v1/pipeline/${verb}: one request, and the server's sentence`, async () => {
    const opsera = fakeOpsera({ [path]: answers[verb] });
    expect(await opsera.run("pipeline", verb, pipelineId, "-y")).toEqual({
      code: 0,
      stdout: `${pipelineId}\n`,
      stderr: `${answers[verb].body.message}\n`,
    });
    expect(opsera.asked).toHaveLength(1);
    expect(opsera.asked[0]).toMatchObject({ method: "POST", json: { pipelineId } });
  });

  it("exits 8 where the answer says failed under HTTP 200, 1 for a word that is unknown, and 9 for none", async () => {
    const refused = fakeOpsera({ [path]: { body: { status: "failed", message: "It is not running." } } });
    const { code, stderr } = await refused.run("pipeline", verb, pipelineId, "-y");
    expect(code).toBe(8);
    expect(stderr).toContain("pipeline: It is not running.");
    const odd = fakeOpsera({ [path]: { body: { status: "pondering" } } });
    expect((await odd.run("pipeline", verb, pipelineId, "-y")).code).toBe(1);
    const mute = fakeOpsera({ [path]: { body: {} } });
    expect((await mute.run("pipeline", verb, pipelineId, "-y")).code).toBe(9);
  });

  it.each([
    ["the connection breaks", cut()],
    ["it answers 503 with Retry-After", { status: 503, headers: { "retry-after": "1" } }],
    ["it answers 429", { status: 429 }],
  ])("is never sent again where %s", async (_, answer) => {
    const opsera = fakeOpsera({ [path]: answer });
    const { code } = await opsera.run("pipeline", verb, pipelineId, "-y");
    expect(code).toBe(9);
    expect(sentTo(opsera.asked, path)).toHaveLength(1);
  });

  it("says where to look after a lost answer", async () => {
    const { stderr } = await fakeOpsera({ [path]: cut() }).run("pipeline", verb, pipelineId, "-y");
    expect(stderr).toContain("may have been carried out");
    expect(stderr).toContain(`rptctl pipeline status ${pipelineId}`);
  });

  it("prints the request under --dry-run", async () => {
    const opsera = fakeOpsera({});
    const { stdout } = await opsera.run("pipeline", verb, pipelineId, "--dry-run", "-o", "json");
    expect(JSON.parse(stdout)).toMatchObject([{ method: "POST", body: { pipelineId } }]);
    expect(opsera.asked).toEqual([]);
  });

  it("names the scopes that would do on a 403", async () => {
    const opsera = fakeOpsera({ [path]: { status: 403, body: "Forbidden" } });
    const { code, stderr } = await opsera.run("pipeline", verb, pipelineId, "-y");
    expect(code).toBe(5);
    expect(stderr).toContain("a token of scope api or pipeline,");
  });
});

it('stop takes "stopped" for what it asked for', async () => {
  const opsera = fakeOpsera({ "pipeline/stop": { body: { status: "stopped" } } });
  expect((await opsera.run("pipeline", "stop", pipelineId)).code).toBe(0);
});

it("reset asks first", async () => {
  const opsera = fakeOpsera({ "pipeline/reset": answers.reset });
  expect((await opsera.run("pipeline", "reset", pipelineId)).code).toBe(2);
  expect(opsera.asked).toEqual([]);
});

describe("pipeline stop --wait", () => {
  const running = document(3, { status: "running", running: { step_id: "a" } });

  it("waits until the pipeline runs no longer", async () => {
    const opsera = fakeOpsera({
      "pipeline/stop": answers.stop,
      "pipeline/summary": [running, running, document(3, { status: "stopped" })],
    });
    const { code, stderr } = await opsera.run("pipeline", "stop", pipelineId, "--wait");
    expect(code).toBe(0);
    expect(stderr).toBe(`Pipeline ${pipelineId} runs no longer: it is stopped.\n`);
    expect(opsera.sleeps).toEqual([1000, 1500]);
  });

  it.each([
    [["--wait-timeout", "5s"], "waited 5s in vain"],
    [[], "waited 1800s in vain"],
  ])("gives up in time: %j", async (flags, said) => {
    const opsera = fakeOpsera({ "pipeline/stop": answers.stop, "pipeline/summary": running });
    const { code, stderr } = await opsera.run("pipeline", "stop", pipelineId, "--wait", ...flags);
    expect(code).toBe(124);
    expect(stderr).toContain(said);
  });
});
