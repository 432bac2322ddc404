import { describe, expect, it } from "vitest";
import {
  document,
  fakeOpsera,
  jwt,
  pipelineId,
  routes,
  sentTo,
  stands,
  succeeded,
  toolId,
} from "../../systems/pipeline/fake-opsera.ts";

/** The entries of the page's examples. */
const action = {
  _id: "61042540e1d666c9ded178c4",
  user_id: "5e1cbf251c26d68f7ce6361e",
  user_email: "support@opsera.io",
  type: "pipeline",
  action: "update",
  target_id: "5fbe589a0fae8b021e137534",
  account: "org-opsera-dnd-acc0",
  createdAt: "2021-07-30T16:13:52.109Z",
  updatedAt: "2021-07-30T16:13:52.109Z",
  __v: 0,
};
const use = {
  _id: "61057f3a1429a35336563240",
  token_id: "61043b2bbcb6d95b55adc5fd",
  scope: "api",
  target: "/v1/logs/user/tokens",
  user_id: "5e1cbf251c26d68f7ce6361e",
  account: "org-opsera-dnd-acc0",
  createdAt: "2021-07-31T16:50:02.242Z",
  updatedAt: "2021-07-31T16:50:02.242Z",
  __v: 0,
};

const lists = [
  [["pipeline", "list"], "pipeline/pipelines", { _id: pipelineId, name: "Blank Template" }],
  [["pipeline", "tools", "list"], "registry/tools", { _id: toolId, name: "Jenkins" }],
  [["pipeline", "audit", "actions"], "logs/user/actions", action],
  [["pipeline", "audit", "tokens"], "logs/user/tokens", use],
  [["pipeline", "logs", pipelineId], "pipeline/logs", { _id: "l1", message: "Step Build started." }],
] as const;

describe.each(lists)("%j: /api/v1/%s", (words, path, row) => {
  it.each([
    ["a bare array", [row]],
    ["count and data, of which count says nothing", { count: 6, data: [row] }],
  ])("prints the rows of %s", async (_, body) => {
    const opsera = fakeOpsera({ [path]: { body } });
    const { code, stdout, stderr } = await opsera.run(...words, "-o", "json");
    expect([code, stderr]).toEqual([0, ""]);
    expect(JSON.parse(stdout)).toEqual([row]);
    expect(routes(opsera.asked)).toEqual([path]);
    const id = await opsera.run(...words, "-o", "id");
    expect(id.stdout).toBe(`${row._id}\n`);
  });

  it("reads the page's own slips: a trailing comma in the list", async () => {
    const opsera = fakeOpsera({ [path]: { body: `{"count": 6, "data": [${JSON.stringify(row)},\n]\n}` } });
    expect(JSON.parse((await opsera.run(...words, "-o", "json")).stdout)).toEqual([row]);
  });

  it("keeps the API's own JSON", async () => {
    const text = '{"_id":"a","big":12345678901234567890,"rate":1.10}';
    const opsera = fakeOpsera({ [path]: { body: `{"data":[${text}]}` } });
    expect((await opsera.run(...words, "-o", "ndjson")).stdout).toBe(`${text}\n`);
  });

  it.each([
    [999, false],
    [1000, true],
    [1001, false],
  ])("of %d rows: possibly cut is %s", async (count, cut) => {
    const rows = Array.from({ length: count }, (_, index) => ({ ...row, _id: `x${index}` }));
    const { stderr } = await fakeOpsera({ [path]: { body: rows } }).run(...words, "-o", "id");
    expect(stderr.includes("possibly cut")).toBe(cut);
  });

  it("prints [] and a note for none", async () => {
    const opsera = fakeOpsera({ [path]: { body: [] } });
    expect((await opsera.run(...words, "-o", "json")).stdout).toBe("[]\n");
    expect((await opsera.run(...words)).stderr).toMatch(/^\w[^\n]*\.\n$/);
  });

  it("is retried where the server is away, whatever its method", async () => {
    const opsera = fakeOpsera({ [path]: [{ status: 503 }, { body: [row] }] });
    expect((await opsera.run(...words)).code).toBe(0);
    expect(opsera.asked).toHaveLength(2);
  });

  it.each([
    [{ status: 403, body: "Forbidden" }, 5, "a token of scope api or "],
    [{ status: 401, body: { message: "Unauthorized" } }, 4, "has expired"],
    [{ body: { status: "failed", message: "not today" } }, 8, "pipeline: not today"],
    [{ body: { found: 0 } }, 9, "holds no list"],
    [{ body: [7] }, 9, "holds no list of records"],
    [{ status: 500, body: "oops" }, 9, "oops"],
  ])("of %j exits %d", async (answer, exit, said) => {
    const { code, stdout, stderr } = await fakeOpsera({ [path]: answer }).run(...words);
    expect([code, stdout]).toEqual([exit, ""]);
    expect(stderr).toContain(said);
  });
});

describe("the parameters of reads", () => {
  it("GET /api/v1/pipeline/pipelines and /registry/tools are sent no query", async () => {
    for (const [words, path] of [lists[0], lists[1]]) {
      const opsera = fakeOpsera({ [path]: { body: [] } });
      await opsera.run(...words);
      expect(opsera.asked[0]).toMatchObject({ method: "GET", text: "" });
      expect([...opsera.asked[0]!.query]).toEqual([]);
    }
  });

  it.each([
    [["actions", "--date", "2021-07-30", "--type", "pipeline"], "date=2021-07-30&type=pipeline"],
    [["actions", "--count", "6"], "count=6"],
    [
      ["tokens", "--date", "2021-07-31", "--scope", "api", "--count", "6"],
      "date=2021-07-31&scope=api&count=6",
    ],
    [["tokens"], ""],
  ])("pipeline audit %j sends ?%s", async (words, query) => {
    const opsera = fakeOpsera({ [`logs/user/${words[0]}`]: { body: { count: 0, data: [] } } });
    await opsera.run("pipeline", "audit", ...words);
    expect(opsera.asked[0]!.query.toString()).toBe(query);
  });

  it.each(["yesterday", "2021-7-30", "2021-02-30", "2021-13-01", "30.07.2021"])(
    "refuses --date %s before any request",
    async (date) => {
      const opsera = fakeOpsera({});
      const { code, stderr } = await opsera.run("pipeline", "audit", "actions", "--date", date);
      expect(code).toBe(2);
      expect(stderr).toContain("--date");
      expect(opsera.asked).toEqual([]);
    },
  );

  it.each([
    [[], { pipelineId }],
    [["--run", "2"], { pipelineId, runCount: 2 }],
    [["--console"], { pipelineId, type: "console output" }],
    [["--run", "2", "--console"], { pipelineId, runCount: 2, type: "console output" }],
  ])("POST /api/v1/pipeline/logs with %j", async (flags, body) => {
    const opsera = fakeOpsera({ "pipeline/logs": { body: [] } });
    await opsera.run("pipeline", "logs", pipelineId, ...flags);
    expect(opsera.asked[0]).toMatchObject({ method: "POST", json: body });
  });
});

describe("pipeline get", () => {
  const secretive = {
    _id: pipelineId,
    name: "Blank Template",
    workflow: {
      run_count: 3,
      last_step: { status: "running", running: { step_id: "a" } },
      plan: [
        {
          configuration: {
            awsSecretKey: "AKIA-visible",
            env: [{ name: "DB_PASSWORD", value: "pg-visible" }],
          },
        },
      ],
    },
    owner_token: "tok-visible",
  };

  it("POST /api/v1/pipeline/summary: the whole document", async () => {
    const opsera = fakeOpsera({ "pipeline/summary": { body: secretive } });
    const { stdout } = await opsera.run("pipeline", "get", pipelineId, "-o", "json");
    expect(JSON.parse(stdout)).toEqual(secretive);
    expect(opsera.asked[0]).toMatchObject({ method: "POST", json: { pipelineId } });
  });

  it("hides secrets in a table, and says so", async () => {
    const opsera = fakeOpsera({ "pipeline/summary": { body: secretive } });
    const { stdout, stderr } = await opsera.run("pipeline", "get", pipelineId);
    expect(stdout).not.toContain("visible");
    expect(stdout).toMatch(/^state +running$/m);
    expect(stdout).toMatch(/^owner_token +\*\*\*$/m);
    expect(stderr).toContain("-o json has them");
  });

  it.each([[{}], [[]], ["null"]])("takes %j for none: exit 6", async (body) => {
    const opsera = fakeOpsera({ "pipeline/summary": { body: body as string } });
    expect((await opsera.run("pipeline", "get", pipelineId)).code).toBe(6);
  });

  it("lists states and runs", async () => {
    const opsera = fakeOpsera({ "pipeline/pipelines": { body: [secretive] } });
    const { stdout } = await opsera.run("pipeline");
    expect(stdout).toMatch(new RegExp(`^${pipelineId} +Blank Template +running +3\\b`, "m"));
  });
});

describe("pipeline status", () => {
  it("POST /api/v1/pipeline/status: of the run that is named", async () => {
    const opsera = fakeOpsera({ "pipeline/status": succeeded });
    const { code, stdout } = await opsera.run("pipeline", "status", pipelineId, "--run", "3", "-o", "json");
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toEqual({
      status: "success",
      message: "Pipeline: Blank Template's Run 3 was successful.",
    });
    expect(opsera.asked[0]!.json).toEqual({ pipelineId, runCount: 3 });
  });

  it("of the latest run, which the summary tells", async () => {
    const opsera = fakeOpsera({ "pipeline/summary": document("7"), "pipeline/status": stands("failed") });
    const { code, stdout, stderr } = await opsera.run("pipeline", "status", pipelineId);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^status +failed$/m);
    expect(stderr).toBe("Run 7 is the latest.\n");
    expect(sentTo(opsera.asked, "pipeline/status")[0]!.json).toEqual({ pipelineId, runCount: 7 });
  });

  it("exits 6 where it was never run", async () => {
    const opsera = fakeOpsera({ "pipeline/summary": document(0) });
    const { code, stderr } = await opsera.run("pipeline", "status", pipelineId);
    expect(code).toBe(6);
    expect(stderr).toContain("was never run");
  });
});

describe("pipeline logs --follow", () => {
  it("ends with an old run that was stopped, though a later one is paused", async () => {
    const opsera = fakeOpsera({
      "pipeline/status": stands("stopped"),
      "pipeline/summary": document(3, { status: "stopped", running: { paused: true } }),
      "pipeline/logs": { body: [] },
    });
    const { code } = await opsera.run("pipeline", "logs", pipelineId, "--run", "2", "--follow");
    expect(code).toBe(10);
  });

  it("follows the latest run, warns where lines are missing, and forgives failed looks", async () => {
    const lines = (from: number) =>
      Array.from({ length: 1000 }, (_, index) => ({ _id: `l${from - index}`, message: "m" }));
    const opsera = fakeOpsera({
      "pipeline/summary": document(4),
      "pipeline/status": [stands("running"), stands("running"), succeeded],
      "pipeline/logs": [{ body: lines(1000) }, { status: 500 }, { body: lines(2500) }],
    });
    const { code, stdout, stderr } = await opsera.run(
      "pipeline",
      "logs",
      pipelineId,
      "--follow",
      "--console",
      "-o",
      "id",
    );
    expect(code).toBe(0);
    expect(stdout.trim().split("\n")).toHaveLength(2000);
    expect(stdout.startsWith("l1\nl2\n")).toBe(true);
    expect(stderr).toContain("some are missing");
    expect(stderr).toContain("a look failed");
    expect(sentTo(opsera.asked, "pipeline/logs")[0]!.json).toEqual({
      pipelineId,
      runCount: 4,
      type: "console output",
    });
  });

  it("ends with the outcome of a run that is over, and with --wait-timeout", async () => {
    const script = { "pipeline/logs": { body: [{ message: "no id" }] } };
    const over = fakeOpsera({ ...script, "pipeline/status": stands("failed") });
    expect(
      await over.run("pipeline", "logs", pipelineId, "--run", "2", "--follow", "-o", "csv"),
    ).toMatchObject({
      code: 10,
      stdout: expect.stringMatching(/no id/),
    });
    const slow = fakeOpsera({ ...script, "pipeline/status": stands("running") });
    const ended = await slow.run(
      "pipeline",
      "logs",
      pipelineId,
      "--run",
      "2",
      "--follow",
      "--wait-timeout",
      "30s",
    );
    expect(ended.code).toBe(124);
    expect(ended.stdout.match(/no id/g)).toHaveLength(1);
  });
});

describe("the token of pipeline", () => {
  const now = Date.parse("2026-11-22T12:00:00Z") / 1000;
  const listing = (exp: number) =>
    fakeOpsera(
      { "pipeline/pipelines": { body: [] } },
      { RPTCTL_PIPELINE_TOKEN: jwt({ exp, email: "a@b.c" }) },
    );

  it.each([
    [now - 60, "expired at 2026-11-22T11:59:00Z"],
    [now + 86_400, "expires at 2026-11-23T12:00:00Z"],
  ])("is warned about once where it says that it %s", async (exp, said) => {
    const { code, stderr } = await listing(exp).run("pipeline", "list", "-q");
    expect(code).toBe(0);
    expect(stderr).toContain(`warning: the access token for pipeline`);
    expect(stderr).toContain(said);
    expect((await listing(now + 30 * 86_400).run("pipeline", "list", "-q")).stderr).toBe("");
  });

  it.each(["a.b.c", "eyJhIjoxfQ.bm90IGpzb24.x", jwt([] as object), jwt({ exp: "soon" })])(
    "is only sent where it says nothing that can be read: %s",
    async (RPTCTL_PIPELINE_TOKEN) => {
      const opsera = fakeOpsera({ "pipeline/pipelines": { body: [] } }, { RPTCTL_PIPELINE_TOKEN });
      expect(await opsera.run("pipeline", "list", "-q")).toMatchObject({ code: 0, stderr: "" });
    },
  );

  it.each([
    ["demo", { "pipeline/demo": { body: { status: "success", reqToken: { email: "ops@b.c" } } } }, "ops@b.c"],
    ["its own claims", { "pipeline/pipelines": { body: [] } }, "a@b.c"],
    ["its own claims, with a scope that lists nothing", { "pipeline/pipelines": { status: 403 } }, "a@b.c"],
  ])("is tried by auth status, which knows whose it is by %s", async (_, script, user) => {
    const opsera = fakeOpsera(script, { RPTCTL_PIPELINE_TOKEN: jwt({ exp: now + 9e6, email: "a@b.c" }) });
    const { stdout } = await opsera.run("auth", "status", "pipeline", "-o", "json");
    expect(JSON.parse(stdout)).toMatchObject([{ state: "signed in", user, expires: (now + 9e6) * 1000 }]);
  });

  it("is refused by auth status where the server refuses it", async () => {
    const opsera = fakeOpsera({ "pipeline/demo": { status: 401 } });
    expect((await opsera.run("auth", "status", "pipeline")).code).toBe(4);
  });

  it.each(["http://opsera.test/", "http://opsera.test/api/v1", "http://opsera.test/api/v1/"])(
    "goes to the URL %s as to the plain one",
    async (RPTCTL_PIPELINE_URL) => {
      const opsera = fakeOpsera({ "pipeline/pipelines": { body: [] } }, { RPTCTL_PIPELINE_URL });
      expect((await opsera.run("pipeline")).code).toBe(0);
    },
  );

  it("is asked for where there is none", async () => {
    const opsera = fakeOpsera({}, { RPTCTL_PIPELINE_TOKEN: "" });
    const { code, stderr } = await opsera.run("pipeline");
    expect(code).toBe(4);
    expect(stderr).toContain("rptctl auth login pipeline --with-token");
  });
});
