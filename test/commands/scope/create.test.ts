import { describe, expect, it } from "vitest";
import { type Answer, type Call, fakeCloud, type Row, someRows } from "../../systems/scope/fake-cloud.ts";

const flags = ["--key", "k", "--collector", "c", "--fetcher", "f"];
const scope = { scope_id: "new", scope_key: "k", collector: "c", fetcher: "f" };
const month = { last_processed_timestamp: "2026-11-01T00:00:00+00:00" };
const posts = (calls: readonly Call[]) => calls.filter(({ method }) => method === "POST");
const extra = {
  status: 400,
  body: { message: "Invalid data '{...last_processed_timestamp...}' : extra keys" },
};
const failed = { status: 500, body: { message: "NoneType" } };

/** CloudKitty, as far as a POST goes: `makes` says whether there is a new row, `answers` what is said about it. */
function posting(rows: Row[], makes: boolean, answers: (call: Call) => Answer) {
  return (call: Call): Answer | undefined => {
    if (call.method !== "POST") return undefined;
    const answer = answers(call);
    if (makes && answer.status !== 400) rows.push(call.json);
    return answer;
  };
}

describe("scope create", () => {
  it.each([
    [[], true],
    [["--inactive"], false],
  ])("sends every part with %j", async (more, active) => {
    const rows: Row[] = [];
    const cloud = fakeCloud(
      rows,
      posting(rows, true, ({ json }) => ({ status: 200, body: json })),
    );
    const { code, stdout } = await cloud.run("scope", "create", "new", ...flags, ...more);
    expect({ code, stdout }).toEqual({ code: 0, stdout: "new\n" });
    expect(posts(cloud.calls).map(({ json }) => json)).toEqual([{ ...scope, active, ...month }]);
  });

  it.each([
    [" ", "rptctl: ID must not be blank\n"],
    ["a,b", 'rptctl: ID "a,b" holds a comma, at which CloudKitty splits ids'],
  ])("refuses the id %j before any request", async (id, said) => {
    const cloud = fakeCloud([]);
    const { code, stderr } = await cloud.run("scope", "create", id, ...flags);
    expect(code).toBe(2);
    expect(stderr).toContain(said);
    expect(cloud.calls).toEqual([]);
  });

  it("leaves the timestamp out where the server refuses it", async () => {
    const rows: Row[] = [];
    const answer = ({ json }: Call) =>
      "last_processed_timestamp" in json ? extra : { status: 200, body: json };
    const cloud = fakeCloud(rows, posting(rows, true, answer));
    expect(await cloud.run("scope", "create", "new", ...flags)).toMatchObject({ code: 0, stdout: "new\n" });
    expect(posts(cloud.calls).map(({ json }) => json)).toEqual([
      { ...scope, active: true, ...month },
      { ...scope, active: true },
    ]);
  });

  it.each([true, false])("refuses an id that is taken (active: %j), and sends nothing", async (active) => {
    const cloud = fakeCloud(someRows(1, () => ({ scope_id: "new", active })));
    const ended = await cloud.run("scope", "create", "new", ...flags);
    expect(ended).toMatchObject({ code: 7, stdout: "" });
    expect(ended.stderr).toMatch(/"new" exists already\n.*rptctl scope get new/);
    expect(posts(cloud.calls)).toEqual([]);
  });

  it("takes the server's word that an id was taken meanwhile", async () => {
    const message = "Cannot create a scope with an already existing scope_id: new.";
    const cloud = fakeCloud(
      [],
      posting([], false, () => ({ status: 404, body: { message } })),
    );
    const ended = await cloud.run("scope", "create", "new", ...flags);
    expect(ended).toMatchObject({ code: 7, stdout: "" });
    expect(ended.stderr).toContain("rptctl scope get new");
  });

  it.each([500, 502, 504])("looks after a %i, and finds the scope made", async (status) => {
    const rows: Row[] = [];
    const cloud = fakeCloud(
      rows,
      posting(rows, true, () => ({ ...failed, status })),
    );
    const { code, stdout } = await cloud.run("scope", "create", "new", ...flags, "-o", "json");
    expect([code, JSON.parse(stdout)]).toEqual([0, { ...scope, active: true, ...month }]);
    expect(posts(cloud.calls)).toHaveLength(1);
  });

  it.each([
    [failed, 9, /NoneType[\s\S]*no scope was made[\s\S]*24 and newer/],
    [{ status: 405, body: { message: "not allowed" } }, 8, /not allowed/],
    [{ status: 403, body: { message: "not authorized" } }, 5, /role admin/],
    [{ status: 400, body: { message: "Invalid data" } }, 8, /Invalid data/],
  ])("says why where there is none after it: %j", async (answer, code, message) => {
    const cloud = fakeCloud(
      [],
      posting([], false, () => answer),
    );
    const ended = await cloud.run("scope", "create", "new", ...flags);
    expect(ended).toMatchObject({ code, stdout: "" });
    expect(ended.stderr).toMatch(message);
  });

  it.each(["--key", "--collector", "--fetcher"])(
    "needs %s: without it the table is poisoned",
    async (flag) => {
      const cloud = fakeCloud([]);
      for (const words of [
        flags.filter((_, index) => flags[index - (index % 2)] !== flag),
        flags.map((word, index) => (flags[index - 1] === flag ? "" : word)),
      ]) {
        const ended = await cloud.run("scope", "create", "new", ...words);
        expect(ended).toMatchObject({ code: 2, stdout: "" });
        expect(ended.stderr).toContain(flag);
      }
      expect([cloud.calls, cloud.signIns]).toEqual([[], 0]);
    },
  );

  it("prints what --dry-run would send", async () => {
    const cloud = fakeCloud([]);
    const { stdout } = await cloud.run("scope", "create", "new", ...flags, "--dry-run", "-o", "json");
    expect(JSON.parse(stdout)).toMatchObject([{ method: "POST", body: { ...scope, active: true } }]);
    expect(posts(cloud.calls)).toEqual([]);
  });
});
