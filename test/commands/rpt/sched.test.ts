import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { MemoryProgram } from "../../memory-program.ts";
import { type ClockedSandbox, clockedSandbox } from "./clocked.ts";

let sandbox: ClockedSandbox;
let program: MemoryProgram;
beforeAll(async () => {
  sandbox = await clockedSandbox();
});
beforeEach(() => {
  program = sandbox.program();
});

const roleReport = "705ea4a2afdc962f0b3403ea7ca9ea60";
const nowhere = "00000000-0000-4000-8000-000000000000";
const start = Date.parse("2027-01-04T06:00:00Z");

// biome-ignore lint/suspicious/noExplicitAny: a test reads what it expects
type Json = any;

async function json(...argv: string[]): Promise<Json> {
  const { code, stdout, stderr } = await program.run(...argv, "-o", "json");
  expect({ code, stderr }).toMatchObject({ code: 0 });
  return JSON.parse(stdout);
}

/** Makes a schedule of the Identity Report, and returns its id. */
async function created(...argv: string[]): Promise<string> {
  const start = ["--start", "2027-01-04T06:00"];
  const { code, stdout, stderr } = await program.run(
    ...["sched", "create", "--def", "Identity Report", ...start, ...argv],
  );
  expect({ code, stderr }).toEqual({ code: 0, stderr: "Created a schedule of Identity Report.\n" });
  return stdout.trim();
}

const get = (id: string) => json("sched", "get", id, "--def", "Identity Report");

describe("sched list (13.4.11)", () => {
  it("lists the schedules of one definition, as the server gives them", async () => {
    const rows = await json("sched", "list", "--def", "Role Assignment Report");
    expect(rows).toEqual([
      {
        ScheduleID: expect.stringMatching(/^[\w-]{36}$/),
        DisplayName: "Role Assignment Report Monthly",
        Schedule: expect.objectContaining({ RepeatNumber: 1, RepeatUnit: "MONTH" }),
        CollectOnRun: false,
      },
    ]);
  });

  it("lists those of all definitions, and says in a table whose they are", async () => {
    const rows = await json("sched", "list");
    expect(rows.length).toBeGreaterThanOrEqual(9);
    expect(rows.every((row: object) => !("Definition" in row))).toBe(true);
    const { stdout } = await program.run("sched");
    expect(stdout).toMatch(/^SCHEDULEID +DISPLAYNAME +DEFINITION +STARTDATE +REPEATUNIT +ENDDATE\n/i);
    expect(stdout).toMatch(/User Status Changes, every two weeks +User Status Changes +2026-\S+Z +2 weeks/);
    expect(stdout).toMatch(/My Resource2 +Resource Assignments +\S+ +once/);
  });

  it("stops asking where --limit is reached", async () => {
    expect(await json("sched", "list", "--limit", "2")).toHaveLength(2);
  });

  it.each([
    [["--def", nowhere], "does not exist", 6],
    [["--def", "No Such Report"], 'no definition has the GUID or the name "No Such Report"', 6],
    [["--def", "Resource Assignments"], '2 definitions are named "Resource Assignments"', 2],
  ])("%j is refused (ReportdefinitionDoesNotExist, 13.4.11)", async (argv, message, code) => {
    const ended = await program.run("sched", "list", ...argv);
    expect(ended).toMatchObject({ code, stdout: "" });
    expect(ended.stderr).toContain(message);
  });
});

describe("sched create (13.4.12)", () => {
  it("inherits what is not given", async () => {
    const schedule = await get(await created());
    expect(schedule).toMatchObject({
      DisplayName: "Identity Report",
      Format: "PDF",
      CollectOnRun: false,
      Schedule: { StartDate: start, RepeatUnit: "NONE" },
    });
  });

  it("sends what the flags say, and nothing else", async () => {
    const argv = ["--name", "N", "--description", "D", "--comments", "", "--format", "csv", "--collect"];
    const { stdout } = await program.run(
      ...["sched", "create", "--def", "Identity Report", "--start", "@1275053400000", "--every", "1month"],
      ...["--end", "@1275139800000", ...argv, "--dry-run", "-o", "json"],
    );
    expect(JSON.parse(stdout)).toEqual([
      {
        method: "POST",
        url: expect.stringMatching(/\/rpt\/definition\/[0-9a-f]{32}\/sched$/),
        body: {
          DisplayName: "N",
          Description: "D",
          Comments: "",
          Format: "CSV",
          CollectOnRun: true,
          Schedule: {
            StartDate: 1275053400000,
            RepeatNumber: 1,
            RepeatUnit: "MONTH",
            EndDate: 1275139800000,
          },
        },
      },
    ]);
  });

  it.each([
    ["1day", { RepeatNumber: 1, RepeatUnit: "DAY" }],
    ["2weeks", { RepeatNumber: 2, RepeatUnit: "WEEK" }],
    ["3month", { RepeatNumber: 3, RepeatUnit: "MONTH" }],
    ["week", { RepeatNumber: 1, RepeatUnit: "WEEK" }],
    ["none", { RepeatNumber: 1, RepeatUnit: "NONE" }],
  ])("--every %s", async (every, timing) => {
    expect((await get(await created("--every", every))).Schedule).toEqual({ StartDate: start, ...timing });
  });

  it("sends all parameters with their values, those that are given and the defaults", async () => {
    const id = await created("--param", "REPORT_LOCALE=de", "--param", "ReportType=W");
    const { Parameters } = await get(id);
    expect(Parameters).toEqual([
      expect.objectContaining({ InternalName: "PLUGIN_DIRECTORY", Value: "" }),
      expect.objectContaining({ InternalName: "ReportType", Value: "W", DisplayValue: "Current Week" }),
      expect.objectContaining({ InternalName: "REPORT_LOCALE", Value: "de", DisplayValue: "German" }),
    ]);
    expect(Parameters[2]).not.toHaveProperty("Options");
    expect(Parameters[2]).not.toHaveProperty("DefaultValue");
  });

  it.each([
    [
      ["--email-to", "a@b.c"],
      { To: ["a@b.c"], Cc: [], Subject: "Please verify", Message: "See attached report." },
    ],
    [["--no-email"], { To: [], Cc: [], Subject: "", Message: "" }],
    [[], expect.objectContaining({ Cc: ["fred stats <fstats@example.com>"] })],
    [
      ["--email-subject", "S"],
      expect.objectContaining({ Subject: "S", Cc: ["fred stats <fstats@example.com>"] }),
    ],
    [
      ["--email-to", "A <a@b.c>", "--email-to", "d@e.f", "--email-cc", "g@h.i", "--email-message", ""],
      { To: ["A <a@b.c>", "d@e.f"], Cc: ["g@h.i"], Subject: "Please verify", Message: "" },
    ],
  ])("mail with %j", async (argv, email) => {
    const ended = await program.run(
      ...["sched", "create", "--def", "Role Report", "--start", "+1d", "--param", "role_id=%", ...argv],
    );
    expect(ended.code).toBe(0);
    const { Email } = await json("sched", "get", ended.stdout.trim(), "--def", "Role Report");
    expect(Email).toEqual(email);
  });

  it("sends an empty To for --no-email, and no Email where nothing is said", async () => {
    const plan = ["sched", "create", "--def", roleReport, "--start", "+1d", "--dry-run", "-o", "json"];
    expect(JSON.parse((await program.run(...plan, "--no-email")).stdout)[0].body.Email).toEqual({ To: [] });
    expect(JSON.parse((await program.run(...plan)).stdout)[0].body).not.toHaveProperty("Email");
  });

  it.each([
    [
      "weekly.yaml",
      "DisplayName: Weekly\nFormat: csv\nParameters: { REPORT_LOCALE: fr }\nSchedule:\n  StartDate: 2027-01-04 06:00\n  RepeatUnit: week\n  RepeatNumber: 2\n",
    ],
    [
      "weekly.json",
      JSON.stringify({
        DisplayName: "Weekly",
        Format: "CSV",
        Parameters: [{ InternalName: "REPORT_LOCALE", Value: "fr" }],
        Schedule: { StartDate: start, RepeatUnit: "WEEK", RepeatNumber: 2 },
      }),
    ],
  ])("takes a file, %s", async (name, text) => {
    writeFileSync(join(program.home, name), text);
    const ended = await program.run(
      "sched",
      "create",
      "--def",
      "Identity Report",
      "-f",
      name,
      "--comments",
      "C",
    );
    expect(ended).toMatchObject({ code: 0 });
    const made = await get(ended.stdout.trim());
    expect(made).toMatchObject({
      DisplayName: "Weekly",
      Comments: "C",
      Format: "CSV",
      Schedule: { StartDate: start, RepeatNumber: 2, RepeatUnit: "WEEK" },
    });
    expect(made.Parameters[2]).toMatchObject({ Value: "fr", DisplayValue: "French" });
  });

  it("makes a copy of what sched get prints", async () => {
    const id = await created("--every", "2weeks", "--param", "REPORT_LOCALE=it", "--no-email");
    const { stdout } = await program.run("sched", "get", id, "-o", "yaml");
    writeFileSync(join(program.home, "copy.yaml"), stdout);
    const copy = await program.run("sched", "create", "--def", "Identity Report", "-f", "copy.yaml");
    expect(await get(copy.stdout.trim())).toEqual(await get(id));
  });

  it.each([
    [["--start", "+1d", "--param", "REPORT_LOCAL=de"], "did you mean REPORT_LOCALE?"],
    [["--start", "+1d", "--param", "Language=de"], "did you mean REPORT_LOCALE?"],
    [["--start", "+1d", "--param", "REPORT_LOCALE=German"], "did you mean de?"],
    [["--start", "+1d", "--param", "ReportType=W", "--param", "ReportType=M"], "is given 2 times"],
    [["--every", "1day"], "give --start WHEN"],
    [["--start", "+1d", "--end", "+2d"], "--end is for what repeats"],
    [["--start", "+2d", "--every", "1day", "--end", "+1d"], "--end is before the start"],
    [["--start", "+1d", "--every", "0day"], "--every"],
    [["--start", "+1d", "--every", "fortnight"], "write 1day, 2weeks or 3months"],
    [["--start", "+1d", "--email-to", "nobody"], '"nobody" is no mail address'],
    [["--start", "+1d", "--no-email", "--email-to", "a@b.c"], "--no-email"],
    [["--start", "+1d", "--email-subject", "S"], "there is nobody to send mail to"],
  ])("%j is refused before anything is sent", async (argv, message) => {
    const { code, stdout, stderr } = await program.run(
      "sched",
      "create",
      "--def",
      "Identity Report",
      ...argv,
    );
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain(message);
  });

  it.each([
    ["DisplayNam: x", "did you mean DisplayName?"],
    ["- x", "holds no object"],
    ["Schedule: x", "Schedule is no object"],
    ["Schedule: { StartDate: soon }", "Schedule.StartDate"],
    ["Schedule: { StartDate: 1.5 }", "Schedule.StartDate is no time"],
    ["Schedule: { StartDate: now, RepeatUnit: YEAR }", '"YEAR" is not NONE, DAY, WEEK or MONTH'],
    ["Parameters: x", "Parameters is neither"],
  ])("the file %j is refused", async (text, message) => {
    writeFileSync(join(program.home, "bad.yaml"), text);
    const ended = await program.run("sched", "create", "--def", "Identity Report", "-f", "bad.yaml");
    expect(ended).toMatchObject({ code: 2, stdout: "" });
    expect(ended.stderr).toContain(message);
  });

  it.each([
    [["--def", nowhere, "--start", "+1d"], 6, "ReportdefinitionDoesNotExist"],
    [["--def", roleReport, "--start", "@99999999999999"], 0, ""],
  ])("%j ends with %i", async (argv, code, subcode) => {
    const ended = await program.run("sched", "create", ...argv, "-o", "json");
    expect(ended.code).toBe(code);
    if (subcode !== "") expect(JSON.parse(ended.stderr).error.subcode).toBe(subcode);
  });

  it("InvalidInput of the server is exit 8", async () => {
    writeFileSync(
      join(program.home, "odd.json"),
      '{"CollectOnRun":"perhaps","Schedule":{"StartDate":"+1d"}}',
    );
    const ended = await program.run("sched", "create", "--def", roleReport, "-f", "odd.json", "-o", "json");
    expect(ended.code).toBe(8);
    expect(JSON.parse(ended.stderr).error).toMatchObject({ status: 400, subcode: "InvalidInput" });
  });
});

describe("sched get (13.4.13)", () => {
  it("finds the definition by itself", async () => {
    const id = await created("--name", "Searched for");
    expect(await json("sched", "get", id)).toEqual(await get(id));
    expect((await program.run("sched", "get", id, "-o", "id")).stdout).toBe(`${id}\n`);
    expect((await program.run("sched", "get", id)).stdout).toContain("Searched for");
  });

  it("tells the id of a schedule whose name was given", async () => {
    const id = await created("--name", "Only a name");
    const { code, stderr } = await program.run("sched", "get", "Only a name");
    expect(code).toBe(6);
    expect(stderr).toContain(`the schedule of that name has the id ${id}`);
  });

  it("InvalidURI below a definition is exit 6", async () => {
    const ended = await program.run("sched", "get", nowhere, "--def", roleReport, "-o", "json");
    expect(ended.code).toBe(6);
    expect(JSON.parse(ended.stderr).error).toMatchObject({ status: 404, subcode: "InvalidURI" });
  });
});

describe("sched update (13.4.16)", () => {
  it("keeps what is not named", async () => {
    const id = await created(
      "--every",
      "1week",
      "--name",
      "Before",
      "--param",
      "REPORT_LOCALE=de",
      "--no-email",
    );
    const before = await get(id);
    const ended = await program.run("sched", "update", id, "--name", "After", "--every", "2weeks");
    expect(ended).toEqual({ code: 0, stdout: `${id}\n`, stderr: `Changed schedule ${id}.\n` });
    expect(await get(id)).toEqual({
      ...before,
      DisplayName: "After",
      Schedule: { ...before.Schedule, RepeatNumber: 2 },
    });
  });

  it("changes parameters, mail and times one by one", async () => {
    const id = await created("--every", "1day", "--param", "ReportType=M", "--email-to", "a@b.c");
    await program.run("sched", "update", id, "--param", "REPORT_LOCALE=fr", "--email-subject", "S");
    await program.run("sched", "update", id, "--email-cc", "d@e.f", "--end", "2027-02-01", "--format", "csv");
    const now = await get(id);
    expect(now.Parameters.map(({ Value }: Json) => Value)).toEqual(["", "M", "fr"]);
    expect(now.Parameters[2].DisplayValue).toBe("French");
    expect(now).toMatchObject({
      Format: "CSV",
      Email: { To: ["a@b.c"], Cc: ["d@e.f"], Subject: "S" },
      Schedule: { EndDate: Date.parse("2027-02-01T00:00Z"), RepeatUnit: "DAY" },
    });
    await program.run("sched", "update", id, "--every", "none", "--no-email");
    expect(await get(id)).toMatchObject({
      Email: { To: [] },
      Schedule: { StartDate: start, RepeatNumber: 1, RepeatUnit: "NONE" },
    });
    expect((await get(id)).Schedule).not.toHaveProperty("EndDate");
  });

  it("takes a file's members, of Schedule and Parameters one by one", async () => {
    const id = await created("--every", "1day", "--param", "ReportType=M");
    writeFileSync(
      join(program.home, "change.yaml"),
      "Comments: reviewed\nSchedule: { EndDate: 2027-02-01 }\nParameters: { REPORT_LOCALE: ja }\n",
    );
    expect((await program.run("sched", "update", id, "-f", "change.yaml")).code).toBe(0);
    const now = await get(id);
    expect(now).toMatchObject({ Comments: "reviewed", Schedule: { StartDate: start, RepeatUnit: "DAY" } });
    expect(now.Parameters.map(({ Value }: Json) => Value)).toEqual(["", "M", "ja"]);
  });

  it("shows with --dry-run what would differ, and sends nothing", async () => {
    const id = await created();
    const ended = await program.run("sched", "update", id, "--name", "Other", "--dry-run");
    expect(ended.stderr).toBe('- DisplayName: "Identity Report"\n+ DisplayName: "Other"\n');
    expect(ended.stdout).toContain("PUT");
    expect((await get(id)).DisplayName).toBe("Identity Report");
  });

  it("says so where it is like that already", async () => {
    const id = await created();
    const ended = await program.run("sched", "update", id, "--format", "pdf", "-o", "json");
    expect(ended).toMatchObject({ code: 0, stderr: "" });
    expect((await program.run("sched", "update", id, "--format", "pdf")).stderr).toContain(
      "like that already",
    );
  });

  it.each([
    [[], "nothing to change"],
    [["--start", "2027-03-01"], "--start is after the end"],
    [["--param", "x=y"], "no such parameter"],
  ])("%j is refused", async (argv, message) => {
    const id = await created("--every", "1day", "--end", "2027-02-01");
    const ended = await program.run("sched", "update", id, ...argv);
    expect(ended.code).toBe(2);
    expect(ended.stderr).toContain(message);
  });
});

describe("sched shift and skip (13.4.15)", () => {
  const days = (count: number) => new Date(start + count * 86_400_000).toISOString();
  async function runs(id: string): Promise<string[]> {
    const rows = await json("rpt", "calendar", "--from", days(-3), "--to", days(8));
    return rows
      .filter(({ ScheduleID }: Json) => ScheduleID === id)
      .map(({ RunDate }: Json) => new Date(RunDate).toISOString());
  }

  it("moves all planned runs", async () => {
    const id = await created("--every", "1week");
    const ended = await program.run("sched", "shift", id, "--run", "2027-01-04T06:00", "--by", "1d");
    expect(ended).toEqual({
      code: 0,
      stdout: `${id}\n`,
      stderr: `Moved the runs of schedule ${id} by 1d: this one to 2027-01-05T06:00:00Z.\n`,
    });
    expect(await runs(id)).toEqual([days(1), days(8)]);
    expect((await program.run("sched", "shift", id, "--run", days(1), "--by=-2d")).code).toBe(0);
    expect(await runs(id)).toEqual([days(-1), days(6)]);
  });

  it("leaves out one run", async () => {
    const id = await created("--every", "1week");
    const ended = await program.run(
      "sched",
      "skip",
      id,
      "--run",
      "2027-01-04T06:00",
      "--def",
      "Identity Report",
    );
    expect(ended).toMatchObject({ code: 0, stdout: `${id}\n` });
    expect(await runs(id)).toEqual([days(7)]);
  });

  it("takes the one run within the minute that was typed", async () => {
    const id = await created("--every", "1week", "--start", `@${start + 12_345}`);
    expect((await program.run("sched", "skip", id, "--run", "2027-01-04T06:00")).code).toBe(0);
    expect(await runs(id)).toEqual([new Date(start + 7 * 86_400_000 + 12_345).toISOString()]);
  });

  it("names the runs there are where there is none", async () => {
    const id = await created("--every", "1week");
    const ended = await program.run("sched", "skip", id, "--run", "2027-01-04T06:01");
    expect(ended.code).toBe(6);
    expect(ended.stderr).toContain(
      `there is one at ${days(7)?.replace(".000Z", "Z")}: --run @${start + 7 * 86_400_000}`,
    );
  });

  it.each([
    [["shift", "--run", "+1d"], "--by"],
    [["shift", "--by", "1d"], "--run"],
    [["shift", "--run", "+1d", "--by", "0s"], "--by 0 moves nothing"],
    [["shift", "--run", "+1d", "--by", "tomorrow"], "is not a duration"],
    [["skip"], "--run"],
  ])("%j is refused", async ([verb, ...argv], message) => {
    const ended = await program.run("sched", verb!, nowhere, ...argv);
    expect(ended.code).toBe(2);
    expect(ended.stderr).toContain(message);
  });

  it("InvalidInput of the server is exit 8: no run is moved into the past", async () => {
    const id = await created("--every", "1week");
    const ended = await program.run("sched", "shift", id, "--run", days(0), "--by=-365d", "-o", "json");
    expect(ended.code).toBe(8);
    expect(JSON.parse(ended.stderr).error).toMatchObject({ status: 400, subcode: "InvalidInput" });
  });
});

describe("sched delete (13.4.14)", () => {
  it("deletes several, wherever they are", async () => {
    const [one, two] = [await created(), await created()];
    const ended = await program.run("sched", "delete", one, nowhere, two, "-y");
    expect(ended).toMatchObject({ code: 11, stdout: `${one}\n${two}\n` });
    expect(ended.stderr).toContain("Deleted 2 schedules.");
    expect(ended.stderr).toContain(`no definition has a schedule with the id "${nowhere}"`);
    expect((await program.run("sched", "get", one)).code).toBe(6);
  });

  it("asks first, and nobody is there to be asked", async () => {
    const id = await created();
    expect(await program.run("sched", "rm", id)).toMatchObject({ code: 2, stdout: "" });
    expect((await program.run("sched", "rm", id, "-y", "--def", "Identity Report")).code).toBe(0);
    expect((await program.run("sched", "rm", id, "-y", "--def", "Identity Report")).code).toBe(6);
  });
});
