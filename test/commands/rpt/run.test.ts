import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { Fault } from "../../../src/errors.ts";
import { type Answer, type Asked, cut, fakeServer } from "../../fake-server.ts";
import { type MemoryProgram, memoryProgram } from "../../memory-program.ts";
import { type ClockedSandbox, clockedSandbox } from "./clocked.ts";

// biome-ignore lint/suspicious/noExplicitAny: a test reads what it expects
type Json = any;

describe("rpt run, at a server", () => {
  let sandbox: ClockedSandbox;
  let program: MemoryProgram;
  beforeAll(async () => {
    sandbox = await clockedSandbox();
  });
  beforeEach(() => {
    program = sandbox.program();
  });

  async function json(...argv: string[]): Promise<Json> {
    const { code, stdout, stderr } = await program.run(...argv, "-o", "json");
    expect({ code, stderr }).toMatchObject({ code: 0 });
    return JSON.parse(stdout);
  }
  const schedules = (def: string): Promise<Json[]> => json("sched", "list", "--def", def);

  it("makes a schedule that runs once, and prints its id", async () => {
    const ended = await program.run("rpt", "run", "Role Assignment Report", "--name", "Alone");
    expect(ended).toMatchObject({ code: 0, stderr: "Role Assignment Report runs now.\n" });
    const own = (await schedules("Role Assignment Report")).find(
      ({ DisplayName }) => DisplayName === "Alone",
    );
    expect(own).toMatchObject({
      ScheduleID: ended.stdout.trim(),
      Schedule: { RepeatNumber: 1, RepeatUnit: "NONE" },
    });
  });

  it("waits for its report, and prints that one's id", async () => {
    const ended = await program.run("rpt", "run", "Identity Report", "--wait", "--name", "Waited for");
    const id = ended.stdout.trim();
    expect(ended).toEqual({ code: 0, stdout: `${id}\n`, stderr: `Report ${id} is finished.\n` });
    expect(await json("reports", "get", id)).toMatchObject({
      DisplayName: "Waited for",
      InProgress: false,
      failed: false,
    });
  });

  it("saves the report, and prints its path", async () => {
    const argv = ["--download", "out", "--format", "csv", "--param", "REPORT_LOCALE=de"];
    const { code, stdout } = await program.run("rpt", "run", "Identity Report", ...argv);
    expect(code).toBe(0);
    expect(stdout).toMatch(/\/out\/Report_\d+\.csv\n$/);
    expect(readFileSync(stdout.trim(), "utf8")).toMatch(/^Row,First Name/);
  });

  it("takes the report that was not there before, of several with its name", async () => {
    const one = await program.run("rpt", "run", "Identity Report", "--wait", "--name", "Twins");
    const two = await program.run("rpt", "run", "Identity Report", "--wait", "--name", "Twins");
    expect([one.code, two.code]).toEqual([0, 0]);
    expect(one.stdout).not.toBe(two.stdout);
  });

  it("exits 10 where the report failed", async () => {
    const { stdout } = await program.run("defs", "list", "-o", "json");
    const codes = [];
    for (const { GUID, DisplayName } of JSON.parse(stdout) as Json[]) {
      if (!/Self Password|Correlated/.test(DisplayName)) continue;
      codes.push((await program.run("rpt", "run", GUID, "--wait")).code);
    }
    expect(codes).toContain(10);
  });

  it("exits 124 when --wait-timeout passes first", async () => {
    const ended = await program.run("rpt", "run", "Identity Vault Export", "--wait", "--wait-timeout", "60s");
    expect(ended).toMatchObject({ code: 124, stdout: "" });
    expect(ended.stderr).toMatch(/report \S+ is in progress/);
    expect(ended.stderr).toMatch(/hint: the report is made all the same: rptctl reports wait \S+\n/);
    expect(program.sleeps.reduce((sum, each) => sum + each, 0)).toBe(60_000);
  });

  it("says on Ctrl-C that the report is made all the same", async () => {
    const control = new AbortController();
    const interrupted = memoryProgram({
      env: sandbox.sandbox.environment,
      signal: control.signal,
      onSleep: async () => control.abort(new Fault("interrupted", "interrupted")),
    });
    const ended = await interrupted.run("rpt", "run", "Identity Report", "--wait");
    expect(ended).toMatchObject({ code: 130, stdout: "" });
    expect(ended.stderr).toMatch(
      /^rptctl: interrupted\n {2}hint: .* all the same: rptctl reports (list|wait) /,
    );
  });

  it("plans with --dry-run, and leaves no record", async () => {
    const ended = await program.run(
      "rpt",
      "run",
      "Identity Report",
      "--run-key",
      "k",
      "--dry-run",
      "-o",
      "json",
    );
    expect(JSON.parse(ended.stdout)[0]).toMatchObject({
      method: "POST",
      body: { Schedule: { RepeatUnit: "NONE" } },
    });
    expect(existsSync(join(program.home, ".local"))).toBe(false);
  });

  it("ignores the Schedule of a file", async () => {
    writeFileSync(
      join(program.home, "w.yaml"),
      "DisplayName: Of a file\nSchedule: { StartDate: +30d, RepeatUnit: DAY }\n",
    );
    expect((await program.run("rpt", "run", "Identity Report", "-f", "w.yaml", "--wait")).code).toBe(0);
    const own = (await schedules("Identity Report")).find(({ DisplayName }) => DisplayName === "Of a file");
    expect(own.Schedule.RepeatUnit).toBe("NONE");
  });

  describe("with --run-key", () => {
    const argv = [
      "rpt",
      "run",
      "Identity Report",
      "--name",
      "Keyed",
      "--run-key",
      "nightly",
      "--download",
      "d",
    ];
    const count = async () =>
      (await schedules("Identity Report")).filter(({ DisplayName }) => DisplayName === "Keyed").length;

    it("runs once, however often it is started", async () => {
      const before = await count();
      const first = await program.run(...argv);
      const again = await program.run(...argv);
      expect(again.stdout).toBe(first.stdout);
      expect(again.stderr).toContain('The run key "nightly" was used before');
      expect(await count()).toBe(before + 1);
      rmSync(first.stdout.trim());
      expect((await program.run(...argv)).stdout).toBe(first.stdout);
      expect(existsSync(first.stdout.trim())).toBe(true);
      expect(await count()).toBe(before + 1);
    });

    it("runs again with another key, and refuses a key that was used for something else", async () => {
      const before = await count();
      const first = await program.run(...argv);
      const other = await program.run(...argv.map((word) => (word === "nightly" ? "other" : word)));
      expect(other.code).toBe(0);
      expect(other.stdout).not.toBe(first.stdout);
      expect(await count()).toBe(before + 2);
      const changed = await program.run(...argv, "--format", "csv");
      expect(changed).toMatchObject({ code: 7, stdout: "" });
      expect(changed.stderr).toContain("give another --run-key");
    });

    it("starts once where two are started at a time", async () => {
      const before = await count();
      const ended = await Promise.all([program.run(...argv), program.run(...argv)]);
      expect(ended.map(({ code }) => code).sort()).toEqual([0, 0]);
      expect(await count()).toBe(before + 1);
    });
  });
});

describe("rpt run --run-key, killed or cut off", () => {
  const core = "/rpt";
  const guid = "0123456789abcdef0123456789abcdef";
  const id = "e3dd599e-0476-4b76-b140-625d51372e79";

  /** A server that remembers its schedules, and does with the first POST what `post` says. */
  function server(post: (made: (asked: Asked) => void, asked: Asked) => Answer, onLook = () => {}) {
    const made: Json[] = [];
    let reports: Json[] = [];
    const fake = fakeServer(
      "http://idm.test",
      (asked, before) => {
        const { method, path } = asked;
        if (method === "POST") {
          const add = () => void made.push({ ...asked.json, ScheduleID: id, DisplayName: "R" });
          if (before.every((each) => each.method !== "POST")) return post(add, asked);
          add();
          return { status: 201, body: { GUID: id, Status: "OK" } };
        }
        if (path === `${core}/definitions/${guid}`) return { body: { DisplayName: "R" } };
        if (path === `${core}/definition/${guid}/sched`) {
          onLook();
          return { body: { Schedules: made } };
        }
        if (path === `${core}/reports`) return { body: { Results: reports, TotalSize: reports.length } };
        return { status: 404, body: {} };
      },
      { env: { RPTCTL_RPT_URL: "http://idm.test", RPTCTL_RPT_TOKEN: "t" } },
    );
    return {
      ...fake,
      made,
      posts: () => fake.asked.filter(({ method }) => method === "POST").length,
      record: () => {
        const runs = join(fake.home, ".local/state/rptctl/runs");
        return JSON.parse(
          readFileSync(join(runs, readdirSync(runs).find((name) => name.endsWith(".json"))!), "utf8"),
        );
      },
      report: (rows: Json[]) => {
        reports = rows;
      },
    };
  }
  const argv = ["rpt", "run", guid, "--run-key", "k"];

  it("finds the schedule whose answer got lost, and sends nothing again", async () => {
    const idm = server((made, asked) => {
      made(asked);
      return cut();
    });
    expect(await idm.run(...argv)).toMatchObject({ code: 0, stdout: `${id}\n` });
    expect(idm.posts()).toBe(1);
  });

  it("says what to do where nothing is to be found, and sends again when it is told to", async () => {
    const idm = server(() => cut());
    const lost = await idm.run(...argv);
    expect(lost).toMatchObject({ code: 9, stdout: "" });
    expect(lost.stderr).toContain(
      "the same command with the same --run-key looks for it before it sends anything",
    );
    expect(await idm.run(...argv)).toMatchObject({ code: 0, stdout: `${id}\n` });
    expect(idm.posts()).toBe(2);
    expect(idm.made).toHaveLength(1);
  });

  it("finds what arrived late, after a pause", async () => {
    let late = () => {};
    let looks = 0;
    const idm = server(
      (made, asked) => {
        late = () => made(asked);
        return cut();
      },
      () => {
        looks += 1;
        // The first call looks once, the second one before its pause and after it.
        if (looks === 3) late();
      },
    );
    expect((await idm.run(...argv)).code).toBe(9);
    const again = await idm.run(...argv);
    expect(again).toMatchObject({ code: 0, stdout: `${id}\n` });
    expect(idm.posts()).toBe(1);
    expect(idm.sleeps).toEqual([10_000]);
    expect(idm.record()).toMatchObject({ schedule: id });
  });

  it("takes its report for enough where the schedule is forgotten, but none of another day", async () => {
    const idm = server(() => cut());
    expect((await idm.run(...argv)).code).toBe(9);
    const { start } = idm.record();
    idm.report([{ ReportID: "r2", DisplayName: "R", RunDate: start + 3_600_000 }]);
    idm.report([
      { ReportID: "r0", DisplayName: "R of another name", RunDate: start },
      { ReportID: "r1", DisplayName: "R", RunDate: start + 7 },
      { ReportID: "r2", DisplayName: "R", RunDate: start + 3_600_000 },
    ]);
    expect((await idm.run(...argv)).code).toBe(0);
    expect(idm.record().report).toBe("r1");
    expect(idm.posts()).toBe(1);
  });

  it("runs again where only a report of an hour later is there", async () => {
    const idm = server(() => cut());
    await idm.run(...argv);
    idm.report([{ ReportID: "r2", DisplayName: "R", RunDate: idm.record().start + 3_600_000 }]);
    expect((await idm.run(...argv)).code).toBe(0);
    expect(idm.posts()).toBe(2);
  });

  it("takes a start that the server rounded for its own", async () => {
    const idm = server((made, asked) => {
      made(asked);
      return cut();
    });
    idm.made.push({ ScheduleID: "other", DisplayName: "R", Schedule: { StartDate: 1 } });
    const round = (value: Json) => Math.floor(value / 60_000) * 60_000;
    Object.defineProperty(idm.made, "push", {
      value(one: Json) {
        const Schedule = { ...one.Schedule, StartDate: round(one.Schedule.StartDate) };
        return Array.prototype.push.call(this, { ...one, Schedule });
      },
    });
    expect(await idm.run(...argv)).toMatchObject({ code: 0, stdout: `${id}\n` });
  });

  it("refuses a damaged record", async () => {
    const idm = server((made, asked) => {
      made(asked);
      return { status: 201, body: { GUID: id } };
    });
    await idm.run(...argv);
    const runs = join(idm.home, ".local/state/rptctl/runs");
    for (const name of readdirSync(runs)) writeFileSync(join(runs, name), "{");
    const ended = await idm.run(...argv);
    expect(ended.code).toBe(3);
    expect(ended.stderr).toContain("is damaged");
  });

  it("without a key, tells of --run-key", async () => {
    const idm = server(() => cut());
    const { code, stderr } = await idm.run("rpt", "run", guid);
    expect(code).toBe(9);
    expect(stderr).toContain("--run-key KEY");
    expect(stderr).toContain(`rptctl sched list --def=${guid}`);
  });

  it("starts by the server's clock", async () => {
    const ahead = new Date(Date.parse("2026-11-22T12:30:00Z"));
    const fake = fakeServer(
      "http://idm.test",
      ({ method, path }) => ({
        status: method === "POST" ? 201 : 200,
        headers: { date: ahead.toUTCString() },
        body:
          method === "POST"
            ? { GUID: id }
            : path.endsWith("/reports")
              ? { Results: [] }
              : { DisplayName: "R" },
      }),
      { env: { RPTCTL_RPT_URL: "http://idm.test", RPTCTL_RPT_TOKEN: "t" } },
    );
    expect((await fake.run("rpt", "run", guid)).code).toBe(0);
    const { Schedule } = fake.asked.find(({ method }) => method === "POST")!.json;
    expect(Schedule.StartDate - ahead.getTime()).toBeGreaterThan(2000);
    expect(Schedule.StartDate - ahead.getTime()).toBeLessThan(3000);
  });
});
