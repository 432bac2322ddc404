import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { cut } from "../../fake-server.ts";
import {
  document,
  executed,
  fakeOpsera,
  pipelineId,
  refused,
  routes,
  sentTo,
  stands,
  succeeded,
} from "../../systems/pipeline/fake-opsera.ts";

const run = "pipeline/run";
const summary = "pipeline/summary";
const status = "pipeline/status";
const logs = "pipeline/logs";

describe("pipeline run", () => {
  it("POST /api/v1/pipeline/run: sends pipelineId with the Bearer token, and prints runCount", async () => {
    const opsera = fakeOpsera({ [summary]: document(1), [run]: executed(2) });
    expect(await opsera.run("pipeline", "run", pipelineId)).toEqual({
      code: 0,
      stdout: "2\n",
      stderr: `Started run 2 of pipeline ${pipelineId}.\n`,
    });
    const [sent] = sentTo(opsera.asked, run);
    expect(sent).toMatchObject({ method: "POST", json: { pipelineId } });
    expect(sent!.headers.authorization).toBe("Bearer personal-token");
  });

  it("prints the response in json", async () => {
    const opsera = fakeOpsera({ [summary]: document(1), [run]: executed(2) });
    const { stdout } = await opsera.run("pipeline", "run", pipelineId, "-o", "json");
    expect(JSON.parse(stdout)).toMatchObject({ status: "executed", runCount: 2 });
  });

  it('status "failed" under HTTP 200 is a refused run: exit 10, the message, and what to do', async () => {
    const opsera = fakeOpsera({ [summary]: document(1), [run]: refused });
    const { code, stdout, stderr } = await opsera.run("pipeline", "run", pipelineId, "--wait");
    expect([code, stdout]).toEqual([10, ""]);
    expect(stderr).toContain(`the run was refused: Pipeline ${pipelineId} is currently in a paused state.`);
    expect(stderr).toContain(`rptctl pipeline reset ${pipelineId}`);
    expect(sentTo(opsera.asked, run)).toHaveLength(1);
  });

  it.each(["Failure", "rejected", "aborted"])("takes the word %s for a refusal too", async (word) => {
    const opsera = fakeOpsera({ [run]: { body: { status: word, message: "no" } } });
    expect((await opsera.run("pipeline", "run", pipelineId)).code).toBe(10);
  });

  it("takes no word that it does not know for a success", async () => {
    const opsera = fakeOpsera({ [run]: { body: { status: "maybe" } } });
    const { code, stderr } = await opsera.run("pipeline", "run", pipelineId);
    expect(code).toBe(1);
    expect(stderr).toContain('status "maybe"');
  });

  it.each(["Queued", "running"])("looks whether a run was started by an answer of %s", async (word) => {
    const opsera = fakeOpsera({ [summary]: [document(1), document(2)], [run]: { body: { status: word } } });
    const { code, stdout, stderr } = await opsera.run("pipeline", "run", pipelineId);
    expect([code, stdout]).toEqual([0, "2\n"]);
    expect(stderr).toContain(`The answer was unclear (the run was answered with status "${word}"`);
  });

  it.each([
    ["text", "3", "3\n"],
    ["absent", undefined, "2\n"],
  ])("reads a runCount that is %s", async (_, count, stdout) => {
    const opsera = fakeOpsera({ [summary]: [document(1), document("2")], [run]: executed(count) });
    expect((await opsera.run("pipeline", "run", pipelineId)).stdout).toBe(stdout);
  });

  it("runs also where the token may not read the pipeline", async () => {
    const opsera = fakeOpsera({ [summary]: { status: 403, body: "Forbidden" }, [run]: executed(2) });
    expect((await opsera.run("pipeline", "run", pipelineId)).stdout).toBe("2\n");
  });

  it("remarks on an id that is none of Opsera's, and sends it", async () => {
    const opsera = fakeOpsera({ [run]: executed(2), [summary]: document(1) });
    expect((await opsera.run("pipeline", "run", "nightly")).stderr).toContain("24 hex digits");
    expect(sentTo(opsera.asked, run)[0]!.json).toEqual({ pipelineId: "nightly" });
  });

  it("prints the request under --dry-run", async () => {
    const opsera = fakeOpsera({ [summary]: document(1) });
    const { stdout } = await opsera.run("pipeline", "run", pipelineId, "--dry-run", "-o", "json");
    expect(JSON.parse(stdout)).toEqual([
      { method: "POST", url: "http://opsera.test/api/v1/pipeline/run", body: { pipelineId } },
    ]);
    expect(routes(opsera.asked)).toEqual([summary]);
  });

  it.each([
    [401, 4, "auth login pipeline --with-token"],
    [403, 5, "a token of scope api or pipeline"],
    [404, 6, "pipeline list"],
  ])("HTTP %d exits %d", async (code, exit, hint) => {
    const opsera = fakeOpsera({ [summary]: document(1), [run]: { status: code, body: { message: "no" } } });
    const ended = await opsera.run("pipeline", "run", pipelineId);
    expect(ended.code).toBe(exit);
    expect(ended.stderr).toContain(hint);
  });
});

describe("a run whose answer is lost", () => {
  it.each([
    ["the connection breaks", cut()],
    ["a gateway answers 502", { status: 502, body: "Bad Gateway" }],
    ["it answers 503 with Retry-After", { status: 503, headers: { "retry-after": "1" } }],
  ])("is not sent again where %s, and is found", async (_, answer) => {
    const opsera = fakeOpsera({ [summary]: [document(1), document(1), document(2)], [run]: answer });
    const { code, stdout, stderr } = await opsera.run("pipeline", "run", pipelineId);
    expect([code, stdout]).toEqual([0, "2\n"]);
    expect(stderr).toContain("The answer was lost");
    expect(stderr).toContain("run 2 has been started since");
    expect(sentTo(opsera.asked, run)).toHaveLength(1);
  });

  it("is waited for all the same", async () => {
    const opsera = fakeOpsera({
      [summary]: [document(1), document(2)],
      [run]: cut(),
      [status]: succeeded,
    });
    expect(await opsera.run("pipeline", "run", pipelineId, "--wait")).toMatchObject({
      code: 0,
      stdout: "2\n",
    });
    expect(sentTo(opsera.asked, status)[0]!.json).toEqual({ pipelineId, runCount: 2 });
  });

  it("is said not to be started where the count of runs stays", async () => {
    const opsera = fakeOpsera({ [summary]: document(1), [run]: cut() });
    const { code, stdout, stderr } = await opsera.run("pipeline", "run", pipelineId);
    expect([code, stdout]).toEqual([9, ""]);
    expect(stderr).toContain(`no run was started: the latest one of pipeline ${pipelineId} is still 1`);
    expect(sentTo(opsera.asked, run)).toHaveLength(1);
    expect(sentTo(opsera.asked, summary)).toHaveLength(4);
  });

  it("is said to be unknown where nobody can look", async () => {
    const blind = fakeOpsera({ [summary]: { status: 403, body: "Forbidden" }, [run]: cut() });
    expect((await blind.run("pipeline", "run", pipelineId)).stderr).toContain("may have been carried out");
    const gone = fakeOpsera({ [summary]: [document(1), { status: 500 }], [run]: cut() });
    const { code, stderr } = await gone.run("pipeline", "run", pipelineId);
    expect(code).toBe(9);
    expect(stderr).toContain("whether a run was started could not be found out");
  });
});

describe("pipeline run --wait", () => {
  const waiting = (...standings: Parameters<typeof stands>[0][]) =>
    fakeOpsera({
      [summary]: document(2),
      [run]: executed(3),
      [status]: standings.map((word) => (word === "away" ? { status: 500 } : stands(word))),
    });

  it("POST /api/v1/pipeline/status: asks for the run until its status is a success", async () => {
    const opsera = fakeOpsera({
      [summary]: document(2),
      [run]: executed(3),
      [status]: [stands("running"), stands("queued"), succeeded],
    });
    expect(await opsera.run("pipeline", "run", pipelineId, "--wait")).toEqual({
      code: 0,
      stdout: "3\n",
      stderr: `Started run 3 of pipeline ${pipelineId}.\nPipeline: Blank Template's Run 3 was successful.\n`,
    });
    expect(sentTo(opsera.asked, status).map(({ json }) => json)).toEqual(
      Array(3).fill({ pipelineId, runCount: 3 }),
    );
    expect(opsera.sleeps).toEqual([1000, 1500]);
  });

  it.each(["failed", "failure", "aborted"])("exits 10 where the run is %s", async (word) => {
    const { code, stdout, stderr } = await waiting("running", word).run(
      "pipeline",
      "run",
      pipelineId,
      "--wait",
    );
    expect([code, stdout]).toEqual([10, ""]);
    expect(stderr).toContain(
      `run 3 of pipeline ${pipelineId} failed: Pipeline: Blank Template's Run 3 is ${word}.`,
    );
    expect(stderr).toContain(`rptctl pipeline logs --run 3 ${pipelineId}`);
  });

  it("exits 10 where the run was stopped", async () => {
    const { code, stderr } = await waiting("stopped").run("pipeline", "run", pipelineId, "--wait");
    expect(code).toBe(10);
    expect(stderr).toContain("was stopped");
  });

  it("says once that the run is paused, and waits on", async () => {
    const { code, stderr } = await waiting("paused", "paused", "success").run(
      "pipeline",
      "run",
      pipelineId,
      "--wait",
    );
    expect(code).toBe(0);
    expect(stderr.match(/is paused and waits for somebody/g)).toHaveLength(1);
  });

  it("knows a pause that is called stopped by the pipeline's last step", async () => {
    const opsera = fakeOpsera({
      [summary]: [document(2), document(3, { status: "stopped", running: { status: "pending" } })],
      [run]: executed(3),
      [status]: [stands("stopped"), succeeded],
    });
    const { code, stderr } = await opsera.run("pipeline", "run", pipelineId, "--wait");
    expect(code).toBe(0);
    expect(stderr).toContain("is paused");
  });

  it("looks again where it cannot tell a pause from a stop", async () => {
    const paused = document(3, { status: "stopped", running: { status: "pending" } });
    const opsera = fakeOpsera({
      [summary]: [document(2), { status: 500 }, paused],
      [run]: executed(3),
      [status]: [stands("stopped"), stands("stopped"), succeeded],
    });
    expect((await opsera.run("pipeline", "run", pipelineId, "--wait")).code).toBe(0);
  });

  it("never takes an unknown word for a success: exit 1 when it stays", async () => {
    const opsera = waiting("running", "quux");
    const { code, stdout, stderr } = await opsera.run("pipeline", "run", pipelineId, "--wait");
    expect([code, stdout]).toEqual([1, ""]);
    expect(stderr).toContain("is quux, a word that rptctl does not know");
    expect(sentTo(opsera.asked, status)).toHaveLength(6);
    expect((await waiting("quux", "success").run("pipeline", "run", pipelineId, "--wait")).code).toBe(0);
  });

  it("survives a few failed looks", async () => {
    const { code, stderr } = await waiting("away", "away", "running", "success").run(
      "pipeline",
      "run",
      pipelineId,
      "--wait",
    );
    expect(code).toBe(0);
    expect(stderr).toContain("a look failed");
    expect((await waiting("away").run("pipeline", "run", pipelineId, "--wait")).code).toBe(9);
  });

  it("gives a new run time to become known", async () => {
    const unknown = { status: 404, body: { status: "failed", message: "Run 3 was not found." } };
    const opsera = fakeOpsera({
      [summary]: document(2),
      [run]: executed(3),
      [status]: [unknown, unknown, succeeded],
    });
    expect((await opsera.run("pipeline", "run", pipelineId, "--wait")).code).toBe(0);
  });

  it("ends with --wait-timeout: exit 124", async () => {
    const { code, stderr } = await waiting("running").run(
      "pipeline",
      "run",
      pipelineId,
      "--wait",
      "--wait-timeout",
      "1m",
      "--interval",
      "20s",
    );
    expect(code).toBe(124);
    expect(stderr).toContain(`waited 60s in vain: run 3 of pipeline ${pipelineId} is running`);
  });

  it("says so where it cannot know which run to wait for", async () => {
    const opsera = fakeOpsera({ [summary]: { status: 403, body: "Forbidden" }, [run]: executed() });
    expect(await opsera.run("pipeline", "run", pipelineId, "--wait")).toMatchObject({ code: 1, stdout: "" });
  });
});

describe("pipeline run --follow", () => {
  const entry = (number: number) => ({
    _id: `l${number}`,
    createdAt: `2026-11-22T12:00:0${number}.000Z`,
    step_name: "Build",
    action: "start",
    status: "running",
    message: `line ${number}`,
  });
  const following = (end: string) =>
    fakeOpsera({
      [summary]: document(2),
      [run]: executed(3),
      [status]: [stands("running"), stands("running"), stands(end)],
      [logs]: [
        { body: [entry(1)] },
        { body: [entry(3), entry(2), entry(1)] },
        { body: [entry(4), entry(3), entry(2), entry(1)] },
        { body: [entry(5), entry(4), entry(3), entry(2), entry(1)] },
      ],
    });

  it("POST /api/v1/pipeline/logs: prints each line once, the oldest first, and ends with the run", async () => {
    const opsera = following("success");
    const { code, stdout, stderr } = await opsera.run(
      "pipeline",
      "run",
      pipelineId,
      "--follow",
      "-o",
      "ndjson",
    );
    expect(code).toBe(0);
    expect(
      stdout
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line)._id),
    ).toEqual(["l1", "l2", "l3", "l4", "l5"]);
    expect(stderr).toBe(
      `Started run 3 of pipeline ${pipelineId}.\nPipeline: Blank Template's Run 3 is success.\n`,
    );
    expect(sentTo(opsera.asked, logs)[0]!.json).toEqual({ pipelineId, runCount: 3 });
  });

  it("refuses --limit, with which it would not see the end", async () => {
    const opsera = following("failed");
    const { code } = await opsera.run("pipeline", "run", pipelineId, "--follow", "--limit", "1");
    expect([code, opsera.asked]).toEqual([2, []]);
  });

  it("exits 10 after the last line where the run failed", async () => {
    const { code, stdout, stderr } = await following("failed").run("pipeline", "run", pipelineId, "--follow");
    expect(code).toBe(10);
    expect(stdout.match(/line \d/g)).toEqual(["line 1", "line 2", "line 3", "line 4", "line 5"]);
    expect(stderr).toContain(`run 3 of pipeline ${pipelineId} failed`);
  });
});

describe("a failed run in a job", () => {
  const failing = (more: Record<string, string>) =>
    fakeOpsera(
      {
        [summary]: document(2),
        [run]: executed(3),
        [status]: stands("failed", "50% of it\nfailed: a*b"),
        [logs]: { body: [] },
      },
      more,
    );

  it.each([
    ["run", "--wait"],
    ["run", "--follow"],
    ["logs", "--follow", "--run", "3"],
  ])("of GitHub Actions is an annotation and a line in the summary (%s %s)", async (verb, ...flags) => {
    const opsera = failing({ GITHUB_ACTIONS: "true", GITHUB_STEP_SUMMARY: "summary.md" });
    const { code, stderr } = await opsera.run("pipeline", verb!, pipelineId, ...flags);
    expect(code).toBe(10);
    expect(stderr).toContain(
      `::error title=Pipeline ${pipelineId}::run 3 of pipeline ${pipelineId} failed: 50%25 of it%0Afailed: a*b\n`,
    );
    expect(readFileSync(join(opsera.home, "summary.md"), "utf8")).toBe(
      `\n**Pipeline ${pipelineId}**: run 3 of pipeline ${pipelineId} failed: 50% of it failed: a\\*b\n`,
    );
  });

  it("is only warned about where the summary cannot be written", async () => {
    const opsera = failing({ GITHUB_ACTIONS: "true", GITHUB_STEP_SUMMARY: "no/such/summary.md" });
    const { code, stderr } = await opsera.run("pipeline", "run", pipelineId, "--wait");
    expect(code).toBe(10);
    expect(stderr).toContain("warning: GITHUB_STEP_SUMMARY");
  });

  it("of GitLab CI is a line in its colours, with nothing of the server's in it that a log obeys", async () => {
    const { stderr } = await failing({ GITLAB_CI: "true" }).run("pipeline", "run", pipelineId, "--wait");
    expect(stderr).toContain(
      `\u001b[31;1mERROR: Pipeline ${pipelineId}: run 3 of pipeline ${pipelineId} failed: 50% of it\\nfailed: a*b\u001b[0;m\n`,
    );
  });

  it("is announced where the run was refused, too, and nowhere else", async () => {
    const opsera = fakeOpsera({ [run]: refused, [summary]: document(1) }, { GITHUB_ACTIONS: "true" });
    expect((await opsera.run("pipeline", "run", pipelineId)).stderr).toContain("::error title=Pipeline");
    expect((await failing({}).run("pipeline", "run", pipelineId, "--wait")).stderr).not.toMatch(
      /::error|\u001b/,
    );
  });
});
