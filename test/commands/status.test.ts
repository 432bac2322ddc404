import { beforeAll, describe, expect, it } from "vitest";
import { fakeServer } from "../fake-server.ts";
import { memoryProgram } from "../memory-program.ts";
import { running } from "../sandbox/running.ts";

const now = Date.parse("2026-11-22T12:00:00Z");
const day = 86_400_000;

interface Found {
  system: string;
  kind: string;
  state: string;
  time: number | null;
  name: string | null;
  id: string | null;
  more?: number;
  problem?: string;
}

const rowsIn = (stdout: string) => JSON.parse(stdout) as Found[];
const kindsIn = (stdout: string) => [
  ...new Set(rowsIn(stdout).map(({ system, kind, state }) => `${system} ${kind} ${state}`)),
];

describe("status, at the sandbox", () => {
  let environment: Record<string, string> = {};
  beforeAll(async () => {
    ({ environment } = await running({ clock: now }));
  });
  const program = (env: Record<string, string> = {}) =>
    memoryProgram({ env: { ...environment, RPTCTL_RETRIES: "0", ...env } });

  it("tells what needs a person, from four systems in their order", async () => {
    const { code, stdout, stderr } = await program().run("status", "-o", "json", "--since", "-30d");
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(kindsIn(stdout)).toEqual([
      "rpt report failed",
      "rpt report in progress",
      "rpt run planned",
      "registries registry failed",
      "pipeline pipeline failed",
      "pipeline pipeline paused",
      "scope scope late",
    ]);
  });

  it("begins with yesterday", async () => {
    const failed = async (...flags: string[]) => {
      const { stdout } = await program().run("status", "-o", "json", ...flags);
      return rowsIn(stdout).filter(({ kind, state }) => kind === "report" && state === "failed");
    };
    const yesterday = Date.parse("2026-11-21T00:00:00Z");
    for (const { time } of await failed()) expect(time).toBeGreaterThanOrEqual(yesterday);
    const month = await failed("--since", "-30d");
    expect(month.some(({ time }) => time! < now - 2 * day)).toBe(true);
  });

  it.each([
    [["--next", "0"], 0],
    [["--next", "3"], 3],
    [["--next", "30", "--most", "1"], 30],
    [[], 5],
  ])("%j tells %i planned runs", async (flags, count) => {
    const { stdout } = await program().run("status", "-o", "json", ...flags);
    const runs = rowsIn(stdout).filter(({ kind }) => kind === "run");
    expect(runs).toHaveLength(count);
    expect(runs.map(({ time }) => time)).toEqual(runs.map(({ time }) => time).sort((a, b) => a! - b!));
  });

  it("counts what is more than --most", async () => {
    const few = rowsIn((await program().run("status", "-o", "json", "--most", "2")).stdout);
    const all = rowsIn((await program().run("status", "-o", "json", "--most", "1000")).stdout);
    const ofKind = (rows: Found[]) => rows.filter(({ kind }) => kind === "registry");
    expect(ofKind(few)).toHaveLength(3);
    expect(ofKind(few).at(-1)).toMatchObject({ more: ofKind(all).length - 2, id: null });
    const { stdout } = await program().run("status", "--most", "2");
    expect(stdout).toMatch(
      new RegExp(`^registries +registry +failed +and ${ofKind(all).length - 2} more$`, "m"),
    );
  });

  it("has scopes that are late as --late says", async () => {
    const late = async (duration: string) => {
      const { stdout } = await program().run("status", "-o", "json", "--late", duration, "--most", "1000");
      return rowsIn(stdout).filter(({ kind }) => kind === "scope");
    };
    expect(await late("3650d")).toEqual([]);
    const one = await late("1m");
    expect(one.length).toBeGreaterThan((await late("4h")).length);
    expect(one.map(({ time }) => time)).toEqual(one.map(({ time }) => time).sort((a, b) => a! - b!));
  });

  it("lets a system that fails hide no other: a row, stderr, exit 11", async () => {
    const { code, stdout, stderr } = await program({ RPTCTL_PIPELINE_URL: "http://127.0.0.1:1" }).run(
      ...["status", "-o", "json"],
    );
    expect(code).toBe(11);
    expect(rowsIn(stdout).filter(({ system }) => system === "pipeline")).toEqual([
      expect.objectContaining({
        kind: "system",
        state: "failed",
        problem: "http://127.0.0.1:1: connection refused",
      }),
    ]);
    expect(kindsIn(stdout)).toContain("scope scope late");
    expect(JSON.parse(stderr).error).toMatchObject({ system: "pipeline", code: "unavailable" });
  });

  it("has a table", async () => {
    const [head, ...lines] = (await program().run("status")).stdout.split("\n");
    expect(head).toMatch(/^SYSTEM +KIND +STATE +TIME +NAME +ID +PROBLEM$/);
    expect(lines).toContainEqual(
      expect.stringMatching(/^pipeline +pipeline +paused +\S+Z +Production release +[0-9a-f]{24}$/),
    );
  });
});

it("says that no system is configured", async () => {
  expect(await memoryProgram().run("status")).toEqual({
    code: 0,
    stdout: "",
    stderr: "No system is configured; to connect one: rptctl setup\n",
  });
});

it.each([
  [{ RPTCTL_REGISTRIES_URL: "http://127.0.0.1:1", RPTCTL_REGISTRIES_TOKEN: "t" }, 9],
  [{ RPTCTL_REGISTRIES_URL: "http://127.0.0.1:1" }, 4],
  [{ RPTCTL_INVENTORY_URL: "http://127.0.0.1:1" }, 0],
])("exits as all that there is: %j", async (env, exit) => {
  const { code } = await memoryProgram({ env: { RPTCTL_RETRIES: "0", ...env } }).run("status");
  expect(code).toBe(exit);
});

it.each([
  [{ status: "running" }, "in progress"],
  [{ status: "stopped" }, "stopped"],
  [{ status: "stopped", running: { paused: true } }, "paused"],
  [{ status: "success" }, undefined],
])("tells a pipeline whose last step is %j as %s", async (last_step, state) => {
  const env = { RPTCTL_PIPELINE_URL: "http://opsera.test", RPTCTL_PIPELINE_TOKEN: "t" };
  const body = [{ _id: "p1", name: "P", updatedAt: "2026-11-22T10:00:00Z", workflow: { last_step } }];
  const { stdout } = await fakeServer("http://opsera.test", () => ({ body }), { env }).run(
    ...["status", "-o", "json"],
  );
  const row = { id: "p1", name: "P", time: now - 2 * 3_600_000, state };
  expect(rowsIn(stdout)).toEqual(state === undefined ? [] : [expect.objectContaining(row)]);
});

it("tells a planned run that is long past as missed", async () => {
  const env = { RPTCTL_RPT_URL: "http://rpt.test", RPTCTL_RPT_TOKEN: "t", RPTCTL_RPT_AUTH: "bearer" };
  const run = (minutes: number) => ({ ScheduleID: `s${minutes}`, RunDate: now + minutes * 60_000 });
  const rpt = fakeServer(
    "http://rpt.test",
    ({ path }) => ({
      body: path.endsWith("/calendar") ? { Entries: [run(-16), run(-14), run(60)] } : { Results: [] },
    }),
    { env },
  );
  const { stdout } = await rpt.run("status", "-o", "json");
  expect(rowsIn(stdout).map(({ id, state }) => `${id} ${state}`)).toEqual([
    "s-16 missed",
    "s-14 planned",
    "s60 planned",
  ]);
});
