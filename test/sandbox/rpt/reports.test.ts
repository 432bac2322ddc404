import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { day, hour, type Json, minute, type Reporting, reporting, start } from "./asking.ts";

let common: Reporting;
let server: Reporting;
beforeAll(async () => {
  common = await reporting({ rptTokenSeconds: 10 * 365 * 86_400 });
});
beforeEach(() => {
  server = common;
});

/** For a test that would change what others find. */
const alone = async () => {
  server = await reporting({ rptTokenSeconds: 10 * 365 * 86_400 });
};

const list = (query: string): Promise<Json> => server.get(`/rpt/reports?${query}`);

/** The newest report of that exact name. */
async function newest(name: string): Promise<Json> {
  const { Results } = await list("sortBy=RunDate&sortOrder=DESC");
  return Results.find((each: Json) => each.DisplayName === name);
}

async function create(definition: string, body: object): Promise<string> {
  const guid = await server.guidOf(definition);
  return (await server.ask("POST", `/rpt/definition/${guid}/sched`, { body })).body.GUID;
}

const once = (StartDate: number) => ({ Schedule: { StartDate, RepeatUnit: "NONE" } });

describe("13.4.17 GET /rpt/reports", () => {
  it("answers the least of each", async () => {
    const { TotalSize, Results } = await list("");
    expect(TotalSize).toBe(30);
    expect(Object.keys(Results[0])).toEqual(["ReportID", "DisplayName", "RunDate"]);
    const names = Results.map((each: Json) => each.DisplayName);
    expect(names).toEqual(names.toSorted((a: string, b: string) => a.localeCompare(b, "en")));
  });

  it("has all states, which make up the whole", async () => {
    const sizes: Record<string, number> = {};
    for (const state of ["all", "unfinished", "finished", "success", "failed"]) {
      sizes[state] = (await list(`state=${state}`)).TotalSize;
    }
    expect(sizes).toEqual({ all: 30, unfinished: 2, finished: 28, success: 26, failed: 2 });
  });

  it.each<[string, string]>([
    ["filterDisplayName=IDENTITY&filterDisplayName=export", "Identity Vault Export"],
    ["filterDescription=other%20programs", "Identity Vault Export"],
    ["filterTags=PASSWORDS", "Self Password Changes"],
    ["filterTags=passwords&filterDisplayName=nope&filterLOP=OR", "Self Password Changes"],
  ])("finds by %s", async (query, name) => {
    const { Results } = await list(query);
    expect(new Set(Results.map((each: Json) => each.DisplayName))).toEqual(new Set([name]));
  });

  it("finds by who made it, and nothing by half a tag or by two things of which one is wrong", async () => {
    const creators = ["fred", "application", "groß"];
    const sizes = await Promise.all(
      creators.map(async (each) => (await list(`filterCreator=${each}`)).TotalSize),
    );
    expect(sizes).toEqual([10, 10, 10]);
    expect((await list("filterTags=pass")).TotalSize).toBe(0);
    expect((await list("filterTags=passwords&filterDisplayName=nope")).TotalSize).toBe(0);
  });

  it("applies the dates, both included, then the order, then the rows", async () => {
    const all = (await list("sortBy=RunDate")).Results;
    const [from, to] = [all[5].RunDate, all[9].RunDate];
    const query = `dateFrom=${from}&dateTo=${to}&sortBy=RunDate&sortOrder=DESC`;
    expect((await list(query)).Results).toEqual(all.slice(5, 10).reverse());
    const { TotalSize, Results } = await list(`${query}&idxFrom=1&idxTo=1`);
    expect([TotalSize, Results]).toEqual([5, [all[8]]]);
  });

  it.each([
    "sortBy=Tags",
    "sortOrder=ASCENDING",
    "state=running",
    "filterLOP=XOR",
    "idxFrom=2&idxTo=1",
    "idxFrom=-1",
    "dateFrom=today",
  ])("refuses %s", async (query) => {
    const answer = await server.ask("GET", `/rpt/reports?${query}`);
    expect(answer).toMatchObject({ status: 400, subcode: "InvalidInput" });
  });
});

describe("13.4.18 GET /rpt/reports/<report id>", () => {
  it.each<[string, string, object]>([
    ["one in progress", "unfinished", { InProgress: true, failed: false }],
    ["one that failed", "failed", { InProgress: false, failed: true }],
    ["one that is done", "success", { InProgress: false, failed: false }],
  ])("tells %s", async (_, state, fields) => {
    const [{ ReportID, DisplayName, RunDate }] = (await list(`state=${state}`)).Results;
    expect(await server.get(`/rpt/reports/${ReportID}`)).toMatchObject({
      ...fields,
      Name: expect.stringMatching(/_\d{14}$/),
      DisplayName,
      RunDate,
      RunBy: { Value: expect.any(String), DisplayName: expect.any(String) },
    });
  });
});

describe("as time passes", () => {
  beforeEach(alone);

  it("a schedule makes reports: in progress for a while, then done, with all that the schedule says", async () => {
    await create("Role Report", {
      DisplayName: "Mine",
      Email: { To: ["me@example.com"] },
      Parameters: [{ InternalName: "REPORT_LOCALE", Value: "de" }],
      ...once(start + hour),
    });
    expect(await newest("Mine")).toBeUndefined();
    await server.control.advance(hour + 10_000);
    const { ReportID, RunDate } = await newest("Mine");
    expect(RunDate).toBe(start + hour);
    const running = await server.get(`/rpt/reports/${ReportID}`);
    expect(running).toMatchObject({
      Name: "Mine_20270101070000",
      InProgress: true,
      Email: { To: ["me@example.com"] },
      RunBy: { DisplayName: "User Application Administrator" },
    });
    expect(running.PluginParameterDefinitions.at(-1)).toMatchObject({ Value: "de" });
    await server.control.advance(2 * minute);
    expect(await server.get(`/rpt/reports/${ReportID}`)).toEqual({ ...running, InProgress: false });
  });

  it("a schedule makes one report for each of its runs, however far the clock is moved, and none twice", async () => {
    const before = (await list("filterDisplayName=weekly")).TotalSize;
    await server.control.advance(28 * day);
    const runs = async () =>
      (await list("filterDisplayName=identity%20report%20%E2%80%93&sortBy=RunDate")).Results;
    const mondays = [4, 11, 18, 25].map((date) => Date.UTC(2027, 0, date, 6));
    expect((await runs()).map((each: Json) => each.RunDate)).toEqual(mondays);
    expect((await runs()).length).toBe(4);
    expect((await list("filterDisplayName=weekly")).TotalSize).toBe(before + 8);
  });

  it("a run that was deleted makes none", async () => {
    const id = await create("Role Report", {
      DisplayName: "Twice",
      Schedule: { StartDate: start + hour, RepeatNumber: 1, RepeatUnit: "DAY", EndDate: start + 2 * day },
    });
    await server.ask(
      "POST",
      `/rpt/definition/${await server.guidOf("Role Report")}/sched/${id}?runToDel=${start + hour}`,
    );
    await server.control.advance(3 * day);
    const { Results } = await list("filterDisplayName=twice");
    expect(Results.map((each: Json) => each.RunDate)).toEqual([start + day + hour]);
  });

  it("the reports of one definition fail", async () => {
    await create("Correlated Resource Events", { DisplayName: "Fails", ...once(start) });
    const states = async () =>
      Promise.all(
        ["unfinished", "failed"].map(
          async (state) => (await list(`filterDisplayName=fails&state=${state}`)).TotalSize,
        ),
      );
    expect(await states()).toEqual([1, 0]);
    await server.control.advance(5 * minute);
    const { ReportID } = await newest("Fails");
    expect(await server.get(`/rpt/reports/${ReportID}`)).toMatchObject({ InProgress: false, failed: true });
    expect(await states()).toEqual([0, 1]);
  });

  it("what was to run once in the past runs at once, dated when it ran", async () => {
    await create("Identity Report", { DisplayName: "Now", ...once(start - 100 * day) });
    const { RunDate } = await newest("Now");
    expect(RunDate).toBeGreaterThanOrEqual(start);
    expect(RunDate).toBeLessThan(start + minute);
  });

  it("what repeats from the past on runs for the last minute, not for what was missed before", async () => {
    const repeating = { StartDate: start - 2 * day - 1000, RepeatNumber: 1, RepeatUnit: "DAY" };
    await create("Identity Report", { DisplayName: "Tardy", Schedule: repeating });
    expect((await list("filterDisplayName=tardy")).TotalSize).toBe(1);
  });

  it("answers tell the sandbox's own time", async () => {
    await server.control.advance(day);
    const { headers } = await server.ask("GET", "/rpt/buildinfo");
    expect(Date.parse(headers.get("date") ?? "")).toBeGreaterThanOrEqual(start + day);
  });
});

describe("13.4.19 GET /rpt/reports/<report id>/file", () => {
  const file = (id: string, headers: Record<string, string> = {}) =>
    fetch(`${server.core}/rpt/reports/${id}/file`, {
      headers: { authorization: `X-OPAQUE ${server.token}`, ...headers },
    });
  const done = async (name: string) =>
    (await list(`state=success&filterDisplayName=${encodeURIComponent(name)}`)).Results[0];

  it("answers a PDF with the report's name in it", async () => {
    const { ReportID, RunDate } = await done("Identity Report");
    const answer = await file(ReportID);
    const text = Buffer.from(await answer.arrayBuffer()).toString("latin1");
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      "content-type": "application/pdf",
      "content-disposition": `inline; filename="Report_${RunDate}.pdf"`,
      "content-length": String(text.length),
      "accept-ranges": "bytes",
      etag: expect.stringMatching(/^"[0-9a-f]+"$/),
    });
    expect(text.slice(0, 5)).toBe("%PDF-");
    expect(text).toContain((await server.get(`/rpt/reports/${ReportID}`)).Name);
    // The last lines say where the table begins, and the table where each object does.
    const table = Number(text.match(/startxref\n(\d+)\n%%EOF\n$/)?.[1]);
    expect(text.slice(table, table + 5)).toBe("xref\n");
    const starts = [...text.slice(table).matchAll(/^(\d{10}) 00000 n $/gm)].map((match) => Number(match[1]));
    for (const [index, at] of starts.entries())
      expect(text.slice(at)).toMatch(new RegExp(`^${index + 1} 0 obj`));
  });

  it("answers a CSV", async () => {
    const { ReportID } = await done("Authentication by User");
    const answer = await file(ReportID);
    expect(answer.headers.get("content-type")).toBe("application/csv");
    expect(answer.headers.get("content-disposition")).toMatch(/^inline; filename="Report_\d+\.csv"$/);
    const lines = (await answer.text()).split("\r\n");
    expect(lines[0]).toBe("Row,First Name,Last Name,Job Title,Location");
    expect(lines).toContain('7,Bill,Bender,"Team Lead, Nights",München');
  });

  it("has one of some megabytes", async () => {
    const { ReportID } = await done("Identity Vault Export");
    expect(Number((await file(ReportID)).headers.get("content-length"))).toBeGreaterThan(2_000_000);
  });

  it.each<[string, string, number, number, number]>([
    ["the first bytes", "bytes=0-9", 206, 0, 9],
    ["the rest", "bytes=100-", 206, 100, -1],
    ["the last bytes", "bytes=-5", 206, -5, -1],
    ["more than there is", "bytes=5-99999999", 206, 5, -1],
    ["several parts: all", "bytes=0-1,3-4", 200, 0, -1],
    ["another unit: all", "lines=0-1", 200, 0, -1],
  ])("answers %s of a Range", async (_, range, status, from, to) => {
    const { ReportID } = await done("Identity Report");
    const whole = Buffer.from(await (await file(ReportID)).arrayBuffer());
    const answer = await file(ReportID, { range });
    const [first, last] = [from < 0 ? whole.length + from : from, to < 0 ? whole.length + to : to];
    expect(answer.status).toBe(status);
    expect(Buffer.from(await answer.arrayBuffer())).toEqual(whole.subarray(first, last + 1));
    if (status === 200) return;
    expect(answer.headers.get("content-range")).toBe(`bytes ${first}-${last}/${whole.length}`);
    expect(answer.headers.get("content-length")).toBe(String(last - first + 1));
  });

  it("answers the part only while If-Range is its ETag, and 416 beyond its end", async () => {
    const { ReportID } = await done("Identity Report");
    const etag = (await file(ReportID)).headers.get("etag") ?? "";
    const statuses = [];
    for (const headers of [
      { range: "bytes=5-", "if-range": etag },
      { range: "bytes=5-", "if-range": '"other"' },
      { range: "bytes=99999999-" },
    ]) {
      statuses.push((await file(ReportID, headers)).status);
    }
    expect(statuses).toEqual([206, 200, 416]);
  });

  it.each(["failed", "unfinished"])("has none for a report that is %s", async (state) => {
    const [{ ReportID }] = (await list(`state=${state}`)).Results;
    const answer = await server.ask("GET", `/rpt/reports/${ReportID}/file`);
    expect(answer).toMatchObject({ status: 404, subcode: "InvalidURI" });
  });
});

describe("13.4.20 DELETE /rpt/reports/<report id>", () => {
  it.each(["success", "failed"])("deletes one whose state is %s", async (state) => {
    await alone();
    const [{ ReportID }] = (await list(`state=${state}`)).Results;
    const answer = await server.ask("DELETE", `/rpt/reports/${ReportID}`);
    expect(answer).toMatchObject({ status: 200, body: { GUID: ReportID, Status: "OK" } });
    expect((await server.ask("GET", `/rpt/reports/${ReportID}`)).status).toBe(404);
  });

  it("refuses one in progress", async () => {
    const [{ ReportID }] = (await list("state=unfinished")).Results;
    const answer = await server.ask("DELETE", `/rpt/reports/${ReportID}`);
    expect(answer).toMatchObject({ status: 400, subcode: "InvalidInput" });
  });
});

it.each([
  ["13.4.18", "GET", ""],
  ["13.4.19", "GET", "/file"],
  ["13.4.20", "DELETE", ""],
])("%s %s of a report that does not exist is a 404", async (_, method, rest) => {
  const answer = await server.ask(method, `/rpt/reports/nope${rest}`);
  expect(answer).toMatchObject({ status: 404, subcode: "InvalidURI" });
});
