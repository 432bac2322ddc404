import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { fakeServer } from "../../fake-server.ts";
import type { MemoryProgram } from "../../memory-program.ts";
import { begin, type ClockedSandbox, clockedSandbox, day, hour } from "./clocked.ts";

// biome-ignore lint/suspicious/noExplicitAny: a test reads what it expects
type Json = any;

let sandbox: ClockedSandbox;
let program: MemoryProgram;
beforeAll(async () => {
  sandbox = await clockedSandbox();
});
beforeEach(() => {
  program = sandbox.program();
});

/** A server with these planned runs. */
function server(entries: readonly Json[], body?: string) {
  return fakeServer("http://idm.test", () => ({ body: body ?? { Entries: entries } }), {
    env: { RPTCTL_RPT_URL: "http://idm.test", RPTCTL_RPT_TOKEN: "t" },
  });
}

const run = (RunDate: number, name = "My Resource2"): Json => ({
  ScheduleDisplayName: name,
  definitionName: "myResource2",
  definitionDisplayName: "My Resource",
  RunDate,
  ScheduleID: "e3dd599e-0476-4b76-b140-625d51372e79",
});

describe("rpt calendar (13.4.21)", () => {
  it("lists planned runs in their order, as the server gives them", async () => {
    const { stdout } = await program.run("rpt", "calendar", "--next", "5", "-o", "json");
    const rows: Json[] = JSON.parse(stdout);
    expect(rows).toHaveLength(5);
    expect(rows.map(({ RunDate }) => RunDate)).toEqual(rows.map(({ RunDate }) => RunDate).sort());
    expect(Object.keys(rows[0]).sort()).toEqual(Object.keys(run(0)).sort());
  });

  it("by dates, from and to inclusive", async () => {
    const argv = ["--from", "2026-11-23", "--to", "2026-11-29T23:59", "-o", "json"];
    const rows: Json[] = JSON.parse((await program.run("rpt", "calendar", ...argv)).stdout);
    expect(rows.length).toBeGreaterThan(7);
    for (const { RunDate } of rows) {
      expect(RunDate).toBeGreaterThanOrEqual(Date.parse("2026-11-23"));
      expect(RunDate).toBeLessThan(Date.parse("2026-11-30"));
    }
  });

  it.each([
    [[], ""],
    [["--from", "@5"], "dateFrom=5"],
    [["--to", "@7"], "dateTo=7"],
    [["--from", "@5", "--to", "@7", "--limit", "3"], "dateFrom=5&dateTo=7"],
    [["--next", "4"], "upcomingRuns=4"],
    [["--limit", "3"], "upcomingRuns=3"],
  ])("%j asks for %j", async (argv, query) => {
    const idm = server([]);
    const ended = await idm.run("rpt", "calendar", ...argv);
    expect(ended).toEqual({ code: 0, stdout: "", stderr: "No runs are planned.\n" });
    expect(idm.asked[0]!.query.toString()).toBe(query);
  });

  it.each([
    [["--next", "1", "--from", "now"], "--next"],
    [["--next", "0"], "--next"],
    [["--from", "+2d", "--to", "+1d"], "--from is after --to"],
    [["-o", "xlsx"], '"xlsx" is not one of table, json, ndjson, csv, yaml, id, ics'],
  ])("%j is refused before anything is sent", async (argv, message) => {
    const idm = server([]);
    const ended = await idm.run("rpt", "calendar", ...argv);
    expect(ended.code).toBe(2);
    expect(ended.stderr).toContain(message);
    expect(idm.asked).toHaveLength(0);
  });

  it("groups a table by day, and marks what runs within the hour", async () => {
    const idm = server([
      run(begin + 30_000),
      run(begin + 59 * 60_000 + 1000),
      run(begin + hour),
      run(begin + day),
      run(begin + day + 1000),
    ]);
    const { stdout } = await idm.run("rpt", "calendar");
    const cells = stdout
      .trimEnd()
      .split("\n")
      .map((line) => line.slice(0, 34).trimEnd());
    expect(cells).toEqual([
      expect.stringMatching(/^DAY +TIME +IN +SCH/i),
      expect.stringMatching(/^Sun 2026-11-22 +12:00:30 +<1m +My/),
      expect.stringMatching(/^ {14} +12:59:01 +59m +My/),
      expect.stringMatching(/^ {14} +13:00 +My/),
      expect.stringMatching(/^Mon 2026-11-23 +12:00 +My/),
      expect.stringMatching(/^ {14} +12:00:01 +My/),
    ]);
  });

  it("has local days", async () => {
    const { stdout } = await server([run(Date.parse("2026-11-22T23:30Z"))]).run(
      ...["rpt", "calendar", "--timezone", "Europe/Rome"],
    );
    expect(stdout).toMatch(/^Mon 2026-11-23 +00:30/m);
  });

  it("marks by the server's clock", async () => {
    const idm = fakeServer(
      "http://idm.test",
      () => ({
        headers: { date: new Date(begin + 10 * day).toUTCString() },
        body: { Entries: [run(begin + 60_000), run(begin + 10 * day + 5 * 60_000)] },
      }),
      { env: { RPTCTL_RPT_URL: "http://idm.test", RPTCTL_RPT_TOKEN: "t" } },
    );
    const [, first, second] = (await idm.run("rpt", "calendar")).stdout.split("\n");
    expect(first).toMatch(/12:01 +My/);
    expect(second).toMatch(/12:05 +5m +My/);
  });

  it("has the API's own values in csv, and takes columns by their names", async () => {
    const csv = await server([run(1264827600000)]).run("rpt", "calendar", "-o", "csv");
    expect(csv.stdout).toBe(
      "RunDate,ScheduleDisplayName,definitionDisplayName,definitionName,ScheduleID\r\n" +
        "1264827600000,My Resource2,My Resource,myResource2,e3dd599e-0476-4b76-b140-625d51372e79\r\n",
    );
    const table = await server([run(begin)]).run("rpt", "calendar", "--columns", "RunDate", "--no-headers");
    expect(table.stdout).toBe("2026-11-22T12:00:00Z\n");
  });

  it("reads curly quotes, as the page has them", async () => {
    const body = `{ “Entries” : [ {"ScheduleDisplayName":"A", “definitionDisplayName”: “B”, "RunDate":1 } ] }`;
    const { stdout, code } = await server([], body).run("rpt", "calendar", "-o", "json");
    expect({ code, rows: JSON.parse(stdout) }).toEqual({
      code: 0,
      rows: [{ ScheduleDisplayName: "A", definitionDisplayName: "B", RunDate: 1 }],
    });
  });

  it("makes a calendar file", async () => {
    const { stdout } = await server([run(begin, "A; B, C")]).run("rpt", "calendar", "-o", "ics");
    expect(stdout.split("\r\n")).toEqual([
      "BEGIN:VCALENDAR",
      "VERSION:2.0",
      "PRODID:-//rptctl//rptctl 0.0.0//EN",
      "CALSCALE:GREGORIAN",
      "METHOD:PUBLISH",
      "BEGIN:VEVENT",
      `UID:e3dd599e-0476-4b76-b140-625d51372e79-${begin}@rptctl`,
      "DTSTAMP:20261122T120000Z",
      "DTSTART:20261122T120000Z",
      "SUMMARY:A\\; B\\, C",
      "DESCRIPTION:Report: My Resource\\nSchedule: e3dd599e-0476-4b76-b140-625d5137",
      " 2e79",
      "TRANSP:TRANSPARENT",
      "END:VEVENT",
      "END:VCALENDAR",
      "",
    ]);
  });

  it("makes one with no more than --limit runs, and one of none", async () => {
    const idm = server([run(1), run(2), run(3)]);
    const two = await idm.run("rpt", "calendar", "--from", "@1", "-o", "ics", "--limit", "2");
    expect(two.stdout.match(/BEGIN:VEVENT/g)).toHaveLength(2);
    expect((await server([]).run("rpt", "calendar", "-o", "ics")).stdout).toMatch(/^BEGIN:VCALENDAR\r\n/);
  });
});
