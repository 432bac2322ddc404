import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Answer, type Asked, fakeServer } from "../../fake-server.ts";
import type { MemoryProgram } from "../../memory-program.ts";
import { type ClockedSandbox, clockedSandbox } from "./clocked.ts";

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

const nowhere = "00000000-0000-4000-8000-000000000000";

async function list(...argv: string[]): Promise<Json[]> {
  const { code, stdout } = await program.run("reports", "list", ...argv, "-o", "json");
  expect(code).toBe(0);
  return JSON.parse(stdout);
}

const ids = async (...argv: string[]) => (await list(...argv)).map(({ ReportID }) => ReportID as string);

/** A server that answers as it is told. */
function server(answer: (asked: Asked, before: readonly Asked[]) => Answer) {
  return fakeServer("http://idm.test", answer, {
    env: { RPTCTL_RPT_URL: "http://idm.test", RPTCTL_RPT_TOKEN: "t" },
  });
}

describe("reports list (13.4.17)", () => {
  it("lists all reports as the server gives them, those in progress too", async () => {
    const all = await list();
    expect(all).toHaveLength(30);
    expect(Object.keys(all[0])).toEqual(["ReportID", "DisplayName", "RunDate"]);
    expect((await program.run("reports")).stdout).toMatch(/^REPORTID +DISPLAYNAME +RUNDATE\n/i);
  });

  it.each(["all", "unfinished", "finished", "success", "failed"])("--state %s", async (state) => {
    const sizes = { all: 30, unfinished: 2, finished: 28 } as Record<string, number>;
    const found = await ids("--state", state);
    expect(found.length).toBe(sizes[state] ?? found.length);
    const { stdout } = await program.run("reports", "get", found[0]!, "-o", "json");
    const { InProgress, failed } = JSON.parse(stdout);
    if (state === "unfinished") expect(InProgress).toBe(true);
    if (state === "success") expect({ InProgress, failed }).toEqual({ InProgress: false, failed: false });
    if (state === "failed") expect({ InProgress, failed }).toEqual({ InProgress: false, failed: true });
  });

  it("sends every filter by its name", async () => {
    const idm = server(() => ({ body: { TotalSize: 0, Results: [] } }));
    const ended = await idm.run(
      ...["reports", "list", "--state", "failed", "--name", "a&b", "--description", "d", "--creator", "c"],
      ...["--tag", "t", "--match", "any", "--from", "@1265213805234", "--to", "@1265217393687"],
      ...["--sort-by", "date", "--desc", "--limit", "1"],
    );
    expect(ended).toEqual({ code: 0, stdout: "", stderr: "No reports match.\n" });
    expect(Object.fromEntries(idm.asked[0]!.query)).toEqual({
      sortBy: "RunDate",
      sortOrder: "DESC",
      state: "failed",
      dateFrom: "1265213805234",
      dateTo: "1265217393687",
      filterDisplayName: "a&b",
      filterDescription: "d",
      filterCreator: "c",
      filterTags: "t",
      filterLOP: "OR",
      idxFrom: "0",
      idxTo: "0",
    });
  });

  it("sends the page's defaults, and asks window by window", async () => {
    const idm = server(({ query }) => {
      const [from, to] = [Number(query.get("idxFrom")), Number(query.get("idxTo"))];
      const rows = Array.from({ length: Math.max(0, Math.min(to, 449) - from + 1) }, (_, index) => ({
        ReportID: String(from + index),
      }));
      return { body: { TotalSize: 450, Results: rows } };
    });
    expect((await idm.run("reports", "-o", "id")).stdout.trim().split("\n")).toHaveLength(450);
    expect(idm.asked.map(({ query }) => query.toString())).toEqual([
      "sortBy=DisplayName&sortOrder=ASC&idxFrom=0&idxTo=199",
      "sortBy=DisplayName&sortOrder=ASC&idxFrom=199&idxTo=399",
      "sortBy=DisplayName&sortOrder=ASC&idxFrom=399&idxTo=599",
    ]);
  });

  it.each([
    [["--sort-by", "date"], (a: Json, b: Json) => a.RunDate - b.RunDate],
    [["--sort-by", "date", "--desc"], (a: Json, b: Json) => b.RunDate - a.RunDate],
    [["--sort-by", "name"], (a: Json, b: Json) => (a.DisplayName < b.DisplayName ? -1 : 0)],
  ])("sorts with %j", async (argv, order) => {
    const all = await list(...argv);
    expect(all).toEqual([...all].sort(order));
    expect(await list("--sort-by", "description")).toHaveLength(30);
  });

  it("takes times of people", async () => {
    const recent = await list("--from", "-2d", "--to", "now");
    const all = await list();
    const from = program.now() - 2 * 86_400_000;
    expect(recent.length).toBeGreaterThan(0);
    expect(recent.length).toBe(
      all.filter(({ RunDate }) => RunDate >= from && RunDate <= program.now()).length,
    );
  });

  it.each([
    [["--state", "done"], "--state"],
    [["--sort-by", "id"], "--sort-by"],
    [["--from", "now", "--to", "-1d"], "--from is after --to"],
  ])("%j is refused before anything is sent", async (argv, message) => {
    const idm = server(() => ({ body: {} }));
    const ended = await idm.run("reports", "list", ...argv);
    expect(ended.code).toBe(2);
    expect(ended.stderr).toContain(message);
    expect(idm.asked).toHaveLength(0);
  });

  it("InvalidInput of the server is exit 8", async () => {
    const Fault = {
      Code: { Value: "Sender", Subcode: { Value: "InvalidInput" } },
      Reason: { Text: "Invalid sortOrder url parameter specified: ASCENDING." },
    };
    const ended = await server(() => ({ status: 400, body: { Fault } })).run("reports");
    expect(ended.code).toBe(8);
    expect(ended.stderr).toContain("rptctl: rpt: Invalid sortOrder url parameter specified: ASCENDING.");
  });
});

describe("reports get (13.4.18)", () => {
  it("shows one, and its id where that is asked for", async () => {
    const [id] = await ids("--state", "failed");
    const { stdout } = await program.run("reports", "get", id!);
    expect(stdout).toMatch(/^failed +yes$/m);
    expect(stdout).toMatch(/^InProgress +no$/m);
    expect((await program.run("reports", "get", id!, "-o", "id")).stdout).toBe(`${id}\n`);
  });

  it("InvalidURI is exit 6", async () => {
    const ended = await program.run("reports", "get", nowhere, "-o", "json");
    expect(ended.code).toBe(6);
    expect(JSON.parse(ended.stderr).error).toMatchObject({ status: 404, subcode: "InvalidURI" });
  });

  it("reads a trailing comma, as the page has it", async () => {
    const body = '{"Name":"N","InProgress":"True","failed":"0",}';
    const ended = await server(() => ({ body })).run("reports", "get", "x", "-o", "json");
    expect(JSON.parse(ended.stdout)).toEqual({ Name: "N", InProgress: "True", failed: "0" });
  });
});

describe("reports wait", () => {
  it("ends when each is made, and exits 11 beside one that failed", async () => {
    const [running] = await ids("--state", "unfinished");
    const [failed] = await ids("--state", "failed");
    const ended = await program.run("reports", "wait", running!, failed!, running!);
    expect(ended).toMatchObject({ code: 11, stdout: `${running}\n` });
    expect(ended.stderr).toContain(`Report ${running} is finished.`);
    expect(ended.stderr).toContain(`report ${failed} failed`);
    expect(program.sleeps.slice(0, 3)).toEqual([1000, 1500, 2250]);
  });

  it.each([
    ["failed", 10],
    ["success", 0],
  ])("a %s one alone exits %i", async (state, code) => {
    const [id] = await ids("--state", state);
    expect((await program.run("reports", "wait", id!)).code).toBe(code);
  });

  it("exits 6 for one that is not there, 124 when --wait-timeout passes", async () => {
    expect((await program.run("reports", "wait", nowhere)).code).toBe(6);
    const idm = server(() => ({ body: { InProgress: 1 } }));
    const ended = await idm.run("reports", "wait", "x", "--wait-timeout", "10s", "--interval", "4s");
    expect(ended.code).toBe(124);
    expect(ended.stderr).toContain("waited 10s in vain: report x is in progress");
    expect(idm.sleeps).toEqual([4000, 4000, 2000]);
  });
});

describe("reports download (13.4.19)", () => {
  const pdf = `%PDF-1.4\n${"x".repeat(3000)}`;
  const file = (body: string, headers: Record<string, string> = {}): Answer => ({
    body,
    headers: { "content-type": "application/pdf", ...headers },
  });
  const named = (name: string) => ({ "content-disposition": `inline; filename="${name}”` });

  it("saves several at a time under the server's names", async () => {
    const done = (await ids("--state", "success")).slice(0, 6);
    const ended = await program.run("reports", "download", ...done, "--dir", "out");
    expect(ended.code).toBe(0);
    const paths = ended.stdout.trim().split("\n");
    expect(paths).toHaveLength(6);
    expect(readdirSync(join(program.home, "out")).sort()).toEqual(
      paths.map((path) => path.slice(path.lastIndexOf("/") + 1)).sort(),
    );
    for (const path of paths) {
      expect(path).toMatch(/\/out\/Report_\d+\.(pdf|csv)$/);
      const head = readFileSync(path, "latin1").slice(0, 5);
      expect(head).toBe(path.endsWith(".pdf") ? "%PDF-" : "Row,F");
    }
  });

  it("writes to stdout with -O -, and to a file with -O FILE", async () => {
    const [id] = await ids("--state", "success", "--name", "Role");
    const { stdout } = await program.run("reports", "download", id!, "-O", "-");
    expect(stdout).toMatch(/^%PDF-/);
    const ended = await program.run("reports", "download", id!, "-O", "mine.pdf", "-o", "json");
    const path = join(program.home, "mine.pdf");
    expect(JSON.parse(ended.stdout)).toEqual([{ report: id, path, bytes: statSync(path).size }]);
  });

  it("does not overwrite, unless it is told to", async () => {
    const idm = server(() => file(pdf));
    writeFileSync(join(idm.home, "r.pdf"), "mine");
    const refused = await idm.run("reports", "download", "a", "-O", "r.pdf");
    expect(refused.code).toBe(7);
    expect(refused.stderr).toContain("--overwrite");
    expect(readFileSync(join(idm.home, "r.pdf"), "utf8")).toBe("mine");
    expect((await idm.run("reports", "download", "a", "-O", "r.pdf", "--overwrite")).code).toBe(0);
    expect(readFileSync(join(idm.home, "r.pdf"), "utf8")).toBe(pdf);
  });

  it("works on several at a time, and tells of them in their order", async () => {
    const idm = server(({ path }, before) => {
      const id = path.split("/").at(-2)!;
      const isSlow = id === "a" && before.filter((each) => each.path === path).length === 0;
      return isSlow ? { status: 503, body: "later" } : file(pdf, named(`${id}.pdf`));
    });
    const ended = await idm.run("reports", "download", "a", "b", "c", "--dir", "d");
    expect(
      ended.stdout
        .trim()
        .split("\n")
        .map((path) => path.slice(-5)),
    ).toEqual(["a.pdf", "b.pdf", "c.pdf"]);
    const asked = idm.asked.map(({ path }) => path.split("/").at(-2));
    expect(asked.slice(0, 3).sort()).toEqual(["a", "b", "c"]);
  });

  it("gives no two reports one name", async () => {
    const idm = server(() => file(pdf, named("Report_1.pdf")));
    expect((await idm.run("reports", "download", "a", "b", "--dir", "d")).code).toBe(0);
    expect(readdirSync(join(idm.home, "d"))).toHaveLength(2);
    expect(readdirSync(join(idm.home, "d"))).toContain("Report_1.pdf");
  });

  it.each([
    ["../../etc/Report_1.pdf", "application/pdf", "Report_1.pdf"],
    ["", "application/pdf", "a.pdf"],
    ["", "application/octet-stream", "a.csv"],
    ["", "text/csv; charset=utf-8", "a.csv"],
  ])("the name %j with the type %j becomes %j", async (name, type, saved) => {
    const body = type.includes("pdf") ? pdf : "a,b\r\n1,2\r\n";
    const idm = server(() => file(body, { ...(name === "" ? {} : named(name)), "content-type": type }));
    expect((await idm.run("reports", "download", "a", "--dir", "d")).code).toBe(0);
    expect(readdirSync(join(idm.home, "d"))).toEqual([saved]);
  });

  it.each([
    ["<!DOCTYPE html><title>Sign in</title>", "text/html", 9, "a web page came instead"],
    ["<!DOCTYPE html><title>Sign in</title>", "application/pdf", 9, "a web page came instead"],
    ["a,b\r\n", "application/pdf", 9, "what came is no PDF"],
    ["", "application/pdf", 9, "an empty file came"],
    ["PK\u0003\u0004\0\0", "application/csv", 9, "neither PDF nor CSV"],
    ["<?xml version='1.0'?><Fault/>", "text/xml", 9, "what came is no report"],
    ["<!-- portal --><html><body>Sign in</body></html>", "application/csv", 9, "what came is no report"],
    [
      '{"Fault":{"Code":{"Value":"Receiver","Subcode":{"Value":"InternalError"}},"Reason":{"Text":"oops"}}}',
      "application/csv",
      9,
      "oops",
    ],
  ])("%j as %s is never saved", async (body, type, code, message) => {
    const idm = server(() => file(body, { "content-type": type }));
    mkdirSync(join(idm.home, "d"));
    const ended = await idm.run("reports", "download", "a", "--dir", "d");
    expect(ended).toMatchObject({ code, stdout: "" });
    expect(ended.stderr).toContain(message);
    expect(readdirSync(join(idm.home, "d"))).toEqual([]);
    const streamed = await idm.run("reports", "download", "a", "-O", "-");
    expect(streamed).toMatchObject({ code, stdout: "" });
  });

  it("says of a report that is in progress or failed why it has no file", async () => {
    const [failed] = await ids("--state", "failed");
    expect((await program.run("reports", "download", failed!)).code).toBe(10);
    const fresh = (await clockedSandbox()).program();
    const { stdout } = await fresh.run(
      "reports",
      "list",
      "--state",
      "unfinished",
      "-o",
      "id",
      "--limit",
      "1",
    );
    const ended = await fresh.run("reports", "download", stdout.trim());
    expect(ended.code).toBe(7);
    expect(ended.stderr).toContain(`hint: rptctl reports wait ${stdout.trim()}`);
    expect((await program.run("reports", "download", nowhere)).code).toBe(6);
  });

  it("goes on where it broke off", async () => {
    const idm = server(({ headers }, before) => {
      const etag = { etag: '"v1"', "accept-ranges": "bytes", ...named("Report_1.pdf") };
      if (before.length === 0)
        return file(pdf.slice(0, 1000), { ...etag, "content-length": String(pdf.length) });
      const from = Number(/bytes=(\d+)-/.exec(headers.range ?? "")?.[1]);
      const range = `bytes ${from}-${pdf.length - 1}/${pdf.length}`;
      return { ...file(pdf.slice(from), { ...etag, "content-range": range }), status: 206 };
    });
    const ended = await idm.run("reports", "download", "a");
    expect(ended.code).toBe(0);
    expect(readFileSync(ended.stdout.trim(), "utf8")).toBe(pdf);
    expect(idm.asked.at(-1)!.headers).toMatchObject({ range: "bytes=1000-", "if-range": '"v1"' });
  });

  it.each([
    [["a", "b", "-O", "x"], "give --dir for several"],
    [["a", "-O", "x", "--dir", "d"], "--dir"],
    [[], "ID"],
  ])("%j is refused", async (argv, message) => {
    const ended = await program.run("reports", "download", ...argv);
    expect(ended.code).toBe(2);
    expect(ended.stderr).toContain(message);
  });

  it("saves the others where one fails", async () => {
    const done = (await ids("--state", "success")).slice(0, 2);
    const ended = await program.run("reports", "download", done[0]!, nowhere, done[1]!);
    expect(ended.code).toBe(11);
    expect(ended.stdout.trim().split("\n")).toHaveLength(2);
    expect(ended.stdout.trim().split("\n").every(existsSync)).toBe(true);
    expect(ended.stderr).toContain("Saved 2 of 3 reports.");
  });
});

describe("reports delete (13.4.20)", () => {
  it("deletes several, and none that is in progress (InvalidInput)", async () => {
    const fresh = (await clockedSandbox()).program();
    const of = async (state: string) =>
      (await fresh.run("reports", "list", "--state", state, "-o", "id", "--limit", "1")).stdout.trim();
    const [done, running] = [await of("success"), await of("unfinished")];
    const ended = await fresh.run("reports", "rm", done, running, "-y");
    expect(ended).toMatchObject({ code: 11, stdout: `${done}\n` });
    expect(ended.stderr).toContain("InvalidInput");
    expect((await fresh.run("reports", "get", done)).code).toBe(6);
    expect((await fresh.run("reports", "rm", running, "-y")).code).toBe(8);
    expect((await fresh.run("reports", "rm", done, "-y")).code).toBe(6);
  });

  it("asks first, and plans with --dry-run", async () => {
    const [id] = await ids("--state", "success");
    expect((await program.run("reports", "delete", id!)).code).toBe(2);
    const plan = await program.run("reports", "delete", id!, "--dry-run", "-o", "json");
    expect(JSON.parse(plan.stdout)).toEqual([
      { method: "DELETE", url: expect.stringMatching(`/rpt/reports/${id}$`), body: null },
    ]);
    expect((await program.run("reports", "get", id!)).code).toBe(0);
  });
});
