import { describe, expect, it } from "vitest";
import { fakeServer } from "../../fake-server.ts";
import { byToken, example, fakeSeer, pageOf, type Registry } from "../../systems/registries/fake-seer.ts";
import { fakeCloud, type Row, someRows } from "../../systems/scope/fake-cloud.ts";

const now = Date.parse("2026-11-22T12:00:00Z");
const hour = 3_600_000;
const hoursAgo = (hours: number) => new Date(now - hours * hour).toISOString().replace(".000Z", "+00:00");

/** The first line and the code. */
function told({ code, stdout }: { code: number; stdout: string }) {
  return [code, stdout.split("\n")[0]];
}

describe("check scope-lag", () => {
  const at = (...hours: number[]): Row[] =>
    someRows(hours.length, (index) => ({ last_processed_timestamp: hoursAgo(hours[index]!) }));

  it.each<[string, Row[], string[], number, string]>([
    ["in time", at(2, 3), [], 0, "OK - 2 scopes, the last one 3h behind"],
    ["exactly at --warn", at(4), [], 0, "OK - 1 scope, the last one 4h behind"],
    ["behind --warn", at(2, 5), [], 1, "WARNING - 1 of 2 scopes late, the last one by 5h"],
    ["behind --crit", at(5, 9, 2), [], 2, "CRITICAL - 2 of 3 scopes late, the last one by 9h"],
    ["its own --warn", at(3), ["--warn", "2h"], 1, "WARNING - 1 of 1 scope late, the last one by 3h"],
    ["its own limits", at(7), ["--warn", "2h", "--crit", "6h"], 2, "CRITICAL - 1 of 1 scope late"],
    ["a --crit below the default --warn", at(3), ["--crit", "2h"], 2, "CRITICAL - 1 of 1 scope late"],
    ["ahead of our clock", at(-1), [], 0, "OK - 1 scope, the last one 0ms behind"],
    ["inactive", someRows(1, () => ({ active: false })), [], 3, "UNKNOWN - no active scope matches"],
    ["nobody", [], [], 3, "UNKNOWN - no active scope matches"],
  ])("%s", async (_, rows, flags, code, text) => {
    const [exit, line] = told(await fakeCloud(rows).run("check", "scope-lag", ...flags));
    expect(exit).toBe(code);
    expect(line).toContain(`SCOPE-LAG ${text}`);
  });

  it("tells the numbers and the late ones, the latest first", async () => {
    const { stdout } = await fakeCloud(at(5, 9, 2)).run("check", "scope-lag");
    expect(stdout).toBe(
      "SCOPE-LAG CRITICAL - 2 of 3 scopes late, the last one by 9h | " +
        "lag=32400s;14400;28800;0 late=2;;;0;3 critical=1;;;0;3\n" +
        "CRITICAL: s1 is rated up to 2026-11-22T03:00:00Z, 9h ago\n" +
        "WARNING: s0 is rated up to 2026-11-22T07:00:00Z, 5h ago\n",
    );
  });

  it.each([
    ["state, without a zone", { state: "2026-11-22 03:00:00" }, 2, "9h ago"],
    ["no time at all", {}, 1, "s0 was never rated"],
  ])("reads %s", async (_, fields, code, detail) => {
    const row = { scope_id: "s0", scope_key: "k", fetcher: "f", collector: "c", ...fields };
    const { code: exit, stdout } = await fakeCloud([row]).run("check", "scope-lag");
    expect(exit).toBe(code);
    expect(stdout.split("\n")[1]).toContain(detail);
  });

  it("asks for the scopes that are named", async () => {
    const cloud = fakeCloud(at(2, 9));
    expect(told(await cloud.run("check", "scope-lag", "--id", "s0"))[0]).toBe(0);
    expect(cloud.calls[0]!.query.get("scope_id")).toBe("s0");
  });
});

describe("check registries", () => {
  const made = (creation_status: string, hours: number): Registry => ({
    ...example,
    id: `${creation_status}-${hours}`,
    creation_status,
    created_at: (now - hours * hour) * 1000,
  });
  const all = [made("completed", 1), made("failed", 2), made("in_progress", 0), made("failed", 100)];

  it.each<[Registry[], string[], number, string]>([
    [[], [], 0, "OK - 0 of 0 registries failed | failed=0;;0;0;0 in_progress=0;;;0;0"],
    [all, [], 2, "CRITICAL - 2 of 4 registries failed, 1 in progress | failed=2;;0;0;4 in_progress=1;;;0;4"],
    [all, ["--max-failed", "2"], 0, "OK - 2 of 4 registries failed, 1 in progress | failed=2;;2;0;4"],
    [all, ["--max-failed", "1", "--since", "-1d"], 0, "OK - 1 of 3 registries failed, 1 in progress"],
    [[made("completed", 1)], ["--max-failed", "0"], 0, "OK - 0 of 1 registry failed | "],
  ])("%#", async (registries, flags, code, text) => {
    const seer = fakeSeer((asked) => pageOf(registries, asked), { env: byToken });
    const [exit, line] = told(await seer.run("check", "registries", ...flags));
    expect(exit).toBe(code);
    expect(line).toContain(`REGISTRIES ${text}`);
  });

  it("names those that failed", async () => {
    const { stdout } = await fakeSeer((asked) => pageOf(all, asked)).run("check", "registries");
    expect(stdout.split("\n").slice(1)).toEqual([
      "failed-2: failed, made 2026-11-22T10:00:00Z",
      "failed-100: failed, made 2026-11-18T08:00:00Z",
      "",
    ]);
  });
});

describe("check pipeline", () => {
  const env = { RPTCTL_PIPELINE_URL: "http://opsera.test", RPTCTL_PIPELINE_TOKEN: "t" };
  const id = "5fd56d90979ee048ee660624";

  it.each<[object, number, string]>([
    [{ status: "success" }, 0, "OK - Nightly: run 5 succeeded | runs=5;;;0"],
    [{ status: "running" }, 0, "OK - Nightly: run 5 is running"],
    [{ status: "failed" }, 2, "CRITICAL - Nightly: run 5 failed"],
    [{ status: "stopped" }, 1, "WARNING - Nightly: run 5 was stopped"],
    [{ status: "stopped", running: { paused: true } }, 1, "WARNING - Nightly: run 5 is paused"],
    [{ status: "odd" }, 3, "UNKNOWN - Nightly: run 5 is in no state that is known"],
  ])("%j", async (last_step, code, text) => {
    const document = { _id: id, name: "Nightly", workflow: { run_count: 5, last_step } };
    const opsera = fakeServer("http://opsera.test", () => ({ body: document }), { env });
    const [exit, line] = told(await opsera.run("check", "pipeline", id));
    expect([exit, line]).toEqual([code, expect.stringContaining(`PIPELINE ${text}`)]);
  });

  it.each<[string, object, string]>([
    ["was never run", { _id: id, workflow: {} }, `UNKNOWN - ${id}: was never run`],
    ["is not there", {}, `UNKNOWN - pipeline: no pipeline has the id "${id}"`],
  ])("of one that %s", async (_, document, text) => {
    const opsera = fakeServer("http://opsera.test", () => ({ body: document }), { env });
    expect(told(await opsera.run("check", "pipeline", id))).toEqual([3, `PIPELINE ${text}`]);
  });
});

const rptEnv = { RPTCTL_RPT_URL: "http://rpt.test", RPTCTL_RPT_TOKEN: "t", RPTCTL_RPT_AUTH: "bearer" };

describe("check report", () => {
  interface Report {
    ReportID: string;
    DisplayName: string;
    RunDate: number;
  }
  const report = (name: string, hours: number): Report => ({
    ReportID: `${name}-${hours}`,
    DisplayName: name,
    RunDate: now - hours * hour,
  });

  it.each<[string, { success?: Report[]; failed?: Report[] }, string[], number, string]>([
    [
      "new",
      { success: [report("R", 3), report("R", 27)] },
      [],
      0,
      "OK - R: the last good one is report R-3 of 3h ago",
    ],
    [
      "old",
      { success: [report("R", 27)] },
      [],
      2,
      "CRITICAL - R: the last good one is report R-27 of 1d 3h ago",
    ],
    ["old enough", { success: [report("R", 27)] }, ["--max-age", "28h"], 0, "OK"],
    ["aging", { success: [report("R", 27)] }, ["--warn-age", "26h", "--max-age", "28h"], 1, "WARNING"],
    ["never made", {}, [], 2, "CRITICAL - R: none was ever made"],
    ["of another name", { success: [report("R2", 1)] }, [], 2, "CRITICAL - R: none was ever made"],
    [
      "failing now",
      { success: [report("R", 3)], failed: [report("R", 1)] },
      [],
      2,
      "CRITICAL - R: report R-1 of 1h ago failed, the last good one is report R-3 of 3h ago",
    ],
    ["failing before", { success: [report("R", 3)], failed: [report("R", 4)] }, [], 0, "OK"],
  ])("%s", async (_, reports, flags, code, text) => {
    const rpt = fakeServer(
      "http://rpt.test",
      ({ query }) => ({ body: { Results: reports[query.get("state") as "success" | "failed"] ?? [] } }),
      { env: rptEnv },
    );
    const [exit, line] = told(await rpt.run("check", "report", "--name", "R", ...flags));
    expect([exit, line]).toEqual([code, expect.stringContaining(`REPORT ${text}`)]);
  });

  it("tells the age and its limits", async () => {
    const rpt = fakeServer(
      "http://rpt.test",
      ({ query }) => ({ body: { Results: query.get("state") === "success" ? [report("R", 3)] : [] } }),
      { env: rptEnv },
    );
    const { stdout } = await rpt.run("check", "report", "--name", "R", "--max-age", "26h");
    expect(stdout).toMatch(/ \| age=10800s;93600;93600;0\n$/);
  });
});

describe("check schedule-missed", () => {
  const run = (minutes: number) => ({
    ScheduleDisplayName: `S|${minutes}`,
    RunDate: now + minutes * 60_000,
    ScheduleID: `s${minutes}`,
  });

  it.each<[string, object[], string[], number, string]>([
    [
      "nothing planned in the past",
      [],
      [],
      0,
      "OK - no run missed in the last 7d | missed=0;;0;0 late=0s;;900;0",
    ],
    ["within its grace", [run(-15)], [], 0, "OK - no run missed"],
    ["a shorter grace", [run(-15)], ["--grace", "10m"], 2, "CRITICAL - 1 run missed, the first one 15m ago"],
    ["late", [run(-16), run(-90)], [], 2, "CRITICAL - 2 runs missed, the first one 1h 30m ago | missed=2"],
  ])("%s", async (_, Entries, flags, code, text) => {
    const rpt = fakeServer("http://rpt.test", () => ({ body: { Entries } }), { env: rptEnv });
    const [exit, line] = told(await rpt.run("check", "schedule-missed", ...flags));
    expect([exit, line]).toEqual([code, expect.stringContaining(`SCHEDULE-MISSED ${text}`)]);
    expect(rpt.asked.at(-1)!.query.get("dateTo")).toBe(String(now));
  });

  it("goes by the server's clock, and names the schedules", async () => {
    const headers = { date: new Date(now + hour).toUTCString() };
    const answer = { body: { Entries: [run(-1)] }, headers };
    const { code, stdout } = await fakeServer("http://rpt.test", () => answer, { env: rptEnv }).run(
      ...["check", "schedule-missed"],
    );
    expect([code, stdout.split("\n")[1]]).toEqual([2, "S/-1 was due 1h 1m ago: rptctl sched get s-1"]);
  });
});
