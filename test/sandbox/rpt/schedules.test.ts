import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { day, hour, type Json, minute, type Reporting, reporting, start } from "./asking.ts";

let common: Reporting;
let server: Reporting;
/** The definition whose schedules are made. */
let guid: string;
beforeAll(async () => {
  common = await reporting({ rptTokenSeconds: 10 * 365 * 86_400 });
  guid = await common.guidOf("Role Report");
});
beforeEach(() => {
  server = common;
});

/** For a test that would change what others find. */
const alone = async () => {
  server = await reporting({ rptTokenSeconds: 10 * 365 * 86_400 });
};

const weekly = { StartDate: start + day, RepeatNumber: 1, RepeatUnit: "WEEK", EndDate: start + 22 * day };

async function create(body: object = {}, definition = guid): Promise<string> {
  const options = { body: { Schedule: weekly, ...body } };
  const answer = await server.ask("POST", `/rpt/definition/${definition}/sched`, options);
  expect(answer).toMatchObject({ status: 201, body: { Status: "OK" } });
  return answer.body.GUID;
}

const schedule = (id: string): Promise<Json> => server.get(`/rpt/definition/${guid}/sched/${id}`);

/** When the runs of a schedule are planned. */
async function planned(id: string): Promise<number[]> {
  const { Entries } = await server.get(`/rpt/calendar?dateTo=${start + 400 * day}`);
  return Entries.filter((each: Json) => each.ScheduleID === id).map((each: Json) => each.RunDate);
}

it("13.4.11 GET .../sched answers the schedules of one definition in short", async () => {
  const { body } = await server.ask("GET", `/rpt/definition/${await server.guidOf("Identity Report")}/sched`);
  expect(body).toEqual({
    TotalSize: 1,
    Schedules: [
      {
        ScheduleID: expect.stringMatching(/^[0-9a-f-]{36}$/),
        DisplayName: "Identity Report – weekly",
        Schedule: { StartDate: expect.any(Number), RepeatNumber: 1, RepeatUnit: "WEEK" },
        CollectOnRun: false,
      },
    ],
  });
  const other = await server.guidOf("Entitlement Grants and Revocations");
  expect(await server.get(`/rpt/definition/${other}/sched`)).toEqual({ TotalSize: 0, Schedules: [] });
});

describe("13.4.12 POST .../sched", () => {
  it("inherits from the definition what is not sent", async () => {
    const created = await schedule(await create());
    expect(created).toMatchObject({
      DisplayName: "Role Report",
      Description: "Roles and their members",
      CollectOnRun: false,
      Tags: ["roles", "mary"],
      Comments: "",
      Format: "PDF",
      Schedule: weekly,
    });
    expect(created.Email.To[0]).toContain("ablake");
    const values = created.Parameters.map((each: Json) => [each.InternalName, each.Value, each.DisplayValue]);
    expect(values).toEqual([
      ["PLUGIN_DIRECTORY", "", undefined],
      ["role_id", "%", undefined],
      ["REPORT_LOCALE", "en", "English"],
    ]);
  });

  it("inherits names in the language of Accept-Language", async () => {
    const { body } = await server.ask("POST", `/rpt/definition/${guid}/sched`, {
      body: { Schedule: weekly },
      headers: { "accept-language": "de" },
    });
    expect((await schedule(body.GUID)).DisplayName).toBe("Rollenbericht");
  });

  it("takes what is sent", async () => {
    const sent = {
      DisplayName: "Mine",
      Description: "",
      Comments: "for me",
      Format: "CSV",
      CollectOnRun: true,
    };
    const Parameters = [{ InternalName: "REPORT_LOCALE", Value: "de" }];
    const created = await schedule(await create({ ...sent, Parameters }));
    expect(created).toMatchObject(sent);
    expect(created.Parameters.at(-1)).toMatchObject({
      Value: "de",
      DisplayValue: "German",
      DisplayName: "Language",
    });
  });

  it.each<[string, object, string[]]>([
    [
      "is absent: the definition's",
      {},
      ["allison blake <ablake@example.com>", "chip nano <cnano@example.com>"],
    ],
    ["has no To: none", { Email: {} }, []],
    ["has an empty To: none", { Email: { To: [], Cc: ["a@example.com"] } }, []],
    ["is the text {}: none", { Email: "{}" }, []],
    ["has a To: its own", { Email: { To: ["me@example.com"] } }, ["me@example.com"]],
  ])("goes to whom Email says: it %s", async (_, body, to) => {
    expect((await schedule(await create(body))).Email.To).toEqual(to);
  });

  it.each<[string, object]>([
    ["no Schedule", { Schedule: undefined }],
    ["no StartDate", { Schedule: { ...weekly, StartDate: undefined } }],
    ["a StartDate in words", { Schedule: { ...weekly, StartDate: "2027-01-01" } }],
    ["another unit", { Schedule: { ...weekly, RepeatUnit: "YEAR" } }],
    ["no unit", { Schedule: { ...weekly, RepeatUnit: undefined } }],
    ["a RepeatNumber of none", { Schedule: { ...weekly, RepeatNumber: 0 } }],
    ["an end before the start", { Schedule: { ...weekly, EndDate: start } }],
    ["another format", { Format: "HTML" }],
    ["an empty name", { DisplayName: "" }],
    ["a flag in words", { CollectOnRun: "yes" }],
    ["a parameter that the report has not", { Parameters: [{ InternalName: "nope", Value: "" }] }],
    ["a required parameter without a value", { Parameters: [{ InternalName: "role_id", Value: "" }] }],
    ["an Email that is none", { Email: ["me@example.com"] }],
  ])("refuses %s", async (_, wrong) => {
    const body = { Schedule: weekly, ...wrong };
    const answer = await server.ask("POST", `/rpt/definition/${guid}/sched`, { body });
    expect(answer).toMatchObject({ status: 400, subcode: "InvalidInput" });
  });
});

describe("the planned runs", () => {
  const at = (...date: [number, number, number, number?]) => Date.UTC(...date);
  it.each<[string, object, number[]]>([
    [
      "NONE, whatever its end",
      { RepeatUnit: "NONE", StartDate: start + hour, EndDate: start },
      [start + hour],
    ],
    [
      "every 2 DAY",
      { RepeatUnit: "DAY", RepeatNumber: 2, EndDate: start + 5 * day },
      [1, 3, 5].map((n) => start + n * day),
    ],
    ["every WEEK, the end included", weekly, [1, 8, 15, 22].map((n) => start + n * day)],
    [
      "every MONTH on the 31st, or the last day there is",
      { RepeatUnit: "MONTH", StartDate: at(2027, 0, 31), EndDate: at(2027, 4, 1) },
      [at(2027, 0, 31), at(2027, 1, 28), at(2027, 2, 31), at(2027, 3, 30)],
    ],
    [
      "every 3 MONTH, over the year's end",
      { RepeatUnit: "MONTH", RepeatNumber: 3, StartDate: at(2027, 5, 15, 7), EndDate: at(2028, 0, 1) },
      [at(2027, 5, 15, 7), at(2027, 8, 15, 7), at(2027, 11, 15, 7)],
    ],
    [
      "one that began in the past goes on",
      { RepeatUnit: "DAY", StartDate: start - 10 * day + hour, EndDate: start + 2 * day },
      [start + hour, start + hour + day],
    ],
  ])("are those of %s", async (_, timing, runs) => {
    expect(await planned(await create({ Schedule: { ...weekly, ...timing } }))).toEqual(runs);
  });
});

it("13.4.14 DELETE .../sched/<sched GUID> removes its planned runs too", async () => {
  const id = await create();
  const answer = await server.ask("DELETE", `/rpt/definition/${guid}/sched/${id}`);
  expect(answer).toMatchObject({ status: 200, body: { GUID: id, Status: "OK" } });
  expect(await planned(id)).toEqual([]);
});

describe("13.4.15 POST .../sched/<sched GUID>", () => {
  const change = (id: string, query: string) =>
    server.ask("POST", `/rpt/definition/${guid}/sched/${id}?${query}`);
  const [first, second, third, fourth] = [1, 8, 15, 22].map((n) => start + n * day) as [
    number,
    number,
    number,
    number,
  ];

  it("deletes one planned run", async () => {
    const id = await create();
    const answer = await change(id, `runToDel=${second}`);
    expect(answer).toMatchObject({ status: 200, body: { GUID: id, Status: "OK" } });
    expect(await planned(id)).toEqual([first, third, fourth]);
    expect(await change(id, `runToDel=${second}`)).toMatchObject({ status: 400, subcode: "InvalidInput" });
  });

  it.each([2 * hour, -2 * hour, 9 * day])(
    "shifts all planned runs by %i ms, and none that has run",
    async (shift) => {
      await alone();
      const id = await create();
      await server.control.advance(day + hour);
      await change(id, `runToDel=${third}`);
      expect((await change(id, `shift=${shift}&runToShift=${second}`)).status).toBe(200);
      expect(await planned(id)).toEqual([second + shift, fourth + shift]);
    },
  );

  it.each<[string, string]>([
    ["no parameters", ""],
    ["both sets", `runToDel=${first}&shift=1&runToShift=${first}`],
    ["runToDel with half of the other set", `runToDel=${first}&shift=1`],
    ["shift alone", "shift=1000"],
    ["runToShift alone", `runToShift=${first}`],
    ["a time that no run is planned for", `runToDel=${first + 1}`],
    ["a shift of such a time", `shift=1&runToShift=${first + 1}`],
    ["a shift into the past", `shift=${-2 * day}&runToShift=${first}`],
    ["a shift of a later run that takes the first into the past", `shift=${-2 * day}&runToShift=${second}`],
    ["no number", "runToDel=tomorrow"],
  ])("refuses %s", async (_, query) => {
    const id = await create();
    expect(await change(id, query)).toMatchObject({ status: 400, subcode: "InvalidInput" });
    expect(await planned(id)).toEqual([first, second, third, fourth]);
  });
});

describe("13.4.16 PUT .../sched/<sched GUID>", () => {
  const put = (id: string, body: object) =>
    server.ask("PUT", `/rpt/definition/${guid}/sched/${id}`, { body });

  it("replaces: what is not sent is the definition's again", async () => {
    const id = await create({ DisplayName: "Mine", Email: { To: [] }, Format: "CSV" });
    const answer = await put(id, { Schedule: { ...weekly, RepeatUnit: "NONE" }, Comments: "new" });
    expect(answer).toMatchObject({ status: 200, body: { GUID: id, Status: "OK" } });
    const after = await schedule(id);
    expect(after).toMatchObject({ DisplayName: "Role Report", Format: "PDF", Comments: "new" });
    expect(after.Email.To.length).toBe(2);
    expect(await planned(id)).toEqual([weekly.StartDate]);
  });

  it("changes nothing when what was read is sent back", async () => {
    const id = await create({ Email: { To: [] } });
    await server.ask("POST", `/rpt/definition/${guid}/sched/${id}?runToDel=${weekly.StartDate}`);
    const [before, runs] = [await schedule(id), await planned(id)];
    expect((await put(id, before)).status).toBe(200);
    expect([await schedule(id), await planned(id)]).toEqual([before, runs]);
  });

  it("does not run again what has run once, when its time stays", async () => {
    const id = await create({
      DisplayName: "Once",
      Schedule: { ...weekly, RepeatUnit: "NONE", StartDate: start },
    });
    const reports = async () => (await server.get("/rpt/reports?filterDisplayName=once")).TotalSize;
    expect(await reports()).toBe(1);
    await put(id, await schedule(id));
    expect(await reports()).toBe(1);
  });
});

describe("404", () => {
  it.each([
    ["13.4.11", "GET", "/rpt/definition/nope/sched", "ReportdefinitionDoesNotExist"],
    ["13.4.12", "POST", "/rpt/definition/nope/sched", "ReportdefinitionDoesNotExist"],
    ["13.4.13", "GET", "/rpt/definition/nope/sched/x", "ReportdefinitionDoesNotExist"],
    ["13.4.13", "GET", "/rpt/definition/GUID/sched/x", "InvalidURI"],
    ["13.4.14", "DELETE", "/rpt/definition/GUID/sched/x", "InvalidURI"],
    ["13.4.15", "POST", "/rpt/definition/GUID/sched/x?runToDel=1", "InvalidURI"],
    ["13.4.16", "PUT", "/rpt/definition/GUID/sched/x", "InvalidURI"],
    ["13.4.11", "GET", "/rpt/definitions/GUID/sched", "InvalidURI"],
  ])("%s %s %s: %s", async (_, method, path, subcode) => {
    expect(await server.ask(method, path.replace("GUID", guid))).toMatchObject({ status: 404, subcode });
  });

  it("where the schedule is another definition's", async () => {
    const id = await create();
    const other = await server.guidOf("Identity Report");
    expect((await server.ask("GET", `/rpt/definition/${other}/sched/${id}`)).status).toBe(404);
  });
});

describe("13.4.21 GET /rpt/calendar", () => {
  it("answers planned runs in their order", async () => {
    await alone();
    const { Entries } = await server.get("/rpt/calendar?upcomingRuns=40");
    expect(Entries.length).toBe(40);
    const dates = Entries.map((each: Json) => each.RunDate);
    expect(dates).toEqual(dates.toSorted((a: number, b: number) => a - b));
    expect(dates[0]).toBeGreaterThan(start);
    const entry = Entries.find((each: Json) => each.definitionName === "identityReport");
    expect(entry).toEqual({
      ScheduleDisplayName: "Identity Report – weekly",
      definitionName: "identityReport",
      definitionDisplayName: "Identity Report",
      // The first Monday of the year.
      RunDate: Date.UTC(2027, 0, 4, 6),
      ScheduleID: expect.any(String),
    });
  });

  it("takes both ends of the dates in", async () => {
    const id = await create();
    const [from, to] = [start + day, start + 8 * day];
    const ids = async (query: string) =>
      (await server.get(`/rpt/calendar?${query}`)).Entries.filter((each: Json) => each.ScheduleID === id)
        .length;
    expect(await ids(`dateFrom=${from}&dateTo=${to}`)).toBe(2);
    expect(await ids(`dateFrom=${from + 1}&dateTo=${to - 1}`)).toBe(0);
    expect(await ids(`dateFrom=${to}`)).toBe(3);
    expect(await ids(`dateTo=${from}`)).toBe(1);
  });

  it("has no run any more once it has begun", async () => {
    await alone();
    const id = await create();
    await server.control.advance(day + minute);
    expect((await planned(id))[0]).toBe(start + 8 * day);
  });

  it.each([
    "upcomingRuns=5&dateFrom=1",
    "upcomingRuns=5&dateTo=1",
    "upcomingRuns=0",
    "upcomingRuns=-1",
    "upcomingRuns=1.5",
    "dateFrom=today",
    "dateFrom=2&dateTo=1",
  ])("refuses %s", async (query) => {
    expect(await server.ask("GET", `/rpt/calendar?${query}`)).toMatchObject({
      status: 400,
      subcode: "InvalidInput",
    });
  });
});
