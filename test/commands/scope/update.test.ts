import { describe, expect, it } from "vitest";
import { type Answer, type Call, fakeCloud, type Row, someRows } from "../../systems/scope/fake-cloud.ts";

const writes = (calls: readonly Call[]) => calls.filter(({ method }) => method !== "GET");
const broken = { status: 500, body: { message: "'IdentifierState' object has no attribute 'state'" } };

/** Does what a PATCH asks for, and answers as told. */
function patching(rows: Row[], answer: (row: Row) => Answer) {
  return ({ method, json }: Call): Answer | undefined => {
    if (method !== "PATCH") return undefined;
    const { scope_id, ...change } = json;
    const row = rows.find((each) => each.scope_id === scope_id)!;
    return answer(Object.assign(row, change));
  };
}

const ok = (row: Row): Answer => ({ status: 200, body: row });

describe("scope update, enable and disable", () => {
  it.each([
    [["enable", "s0"], { active: true }],
    [["disable", "s0"], { active: false }],
    [["update", "s0", "--active"], { active: true }],
    [["update", "s0", "--inactive"], { active: false }],
    [["update", "s0", "--key", "k", "--inactive"], { scope_key: "k", active: false }],
    [["update", "s0", "--collector", "c", "--fetcher", "f"], { collector: "c", fetcher: "f" }],
  ])("%j sends %j once", async (words, change) => {
    const rows = someRows(1);
    const cloud = fakeCloud(rows, patching(rows, ok));
    const { code, stdout } = await cloud.run("scope", ...words);
    expect({ code, stdout }).toEqual({ code: 0, stdout: "s0\n" });
    expect(writes(cloud.calls).map(({ json }) => json)).toEqual([{ scope_id: "s0", ...change }]);
  });

  it.each([
    ["json", (stdout: string) => JSON.parse(stdout)],
    ["ndjson", (stdout: string) => JSON.parse(stdout)],
  ])("prints the scope as it now is with -o %s", async (format, parse) => {
    const rows = someRows(1);
    const { stdout } = await fakeCloud(rows, patching(rows, ok)).run("scope", "disable", "s0", "-o", format);
    expect(parse(stdout)).toEqual({ ...someRows(1)[0], active: false });
  });

  it.each([500, 502, 504])("looks after a %i, and finds the change made", async (status) => {
    const rows = someRows(1);
    const cloud = fakeCloud(
      rows,
      patching(rows, () => ({ ...broken, status })),
    );
    const ended = await cloud.run("scope", "disable", "s0");
    expect(ended).toMatchObject({ code: 0, stdout: "s0\n" });
    expect(ended.stderr).toMatch(/Disabled scope s0 \(the server answered with an error but made the change/);
    expect(writes(cloud.calls)).toHaveLength(1);
  });

  it.each<[string, Answer, number, RegExp]>([
    ["500", broken, 9, /has no attribute/],
    ["200 with the old row", { status: 200, body: someRows(1)[0] }, 1, /was not changed, though/],
    ["403", { status: 403, body: { message: "not authorized" } }, 5, /role admin/],
    ["401", { status: 401, body: { message: "requires authentication" } }, 4, /access rules/],
    ["400", { status: 400, body: { message: "Invalid data" } }, 8, /Invalid data/],
    ["a login page", { status: 200, body: "<html>log in</html>" }, 9, /not JSON/],
  ])("fails where nothing changed and the answer is %s", async (_, answer, code, message) => {
    const cloud = fakeCloud(someRows(1), ({ method }) => (method === "PATCH" ? answer : undefined));
    const ended = await cloud.run("scope", "disable", "s0");
    expect(ended).toMatchObject({ code, stdout: "" });
    expect(ended.stderr).toMatch(message);
  });

  it("does not believe that half an answer means nothing happened", async () => {
    const rows = someRows(1);
    const cloud = fakeCloud(
      rows,
      patching(rows, () => ({ status: 200, body: '{"scope_id": "s0", "act' })),
    );
    expect(await cloud.run("scope", "disable", "s0")).toMatchObject({ code: 0, stdout: "s0\n" });
    expect(writes(cloud.calls)).toHaveLength(1);
  });

  it.each([
    [["update", "s0"], 2, /nothing to change/],
    [["update", "s0", "--active", "--inactive"], 2, /exclude each other/],
    [["update", "s0", "--key", ""], 2, /--key: must not be empty/],
    [["enable"], 2, /ID/],
    [["enable", "nope"], 6, /no scope has the id "nope"/],
    [["enable", "twin"], 2, /"twin" is ambiguous/],
  ])("%j exits %i and writes nothing", async (words, code, message) => {
    const rows = [...someRows(1), ...someRows(2, (index) => ({ scope_id: "twin", fetcher: `f${index}` }))];
    const cloud = fakeCloud(rows);
    const ended = await cloud.run("scope", ...words);
    expect(ended).toMatchObject({ code, stdout: "" });
    expect(ended.stderr).toMatch(message);
    expect(writes(cloud.calls)).toEqual([]);
  });

  it("prints what --dry-run would send", async () => {
    const cloud = fakeCloud(someRows(1));
    const { code, stdout } = await cloud.run("scope", "disable", "s0", "--dry-run", "-o", "json");
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toEqual([
      { method: "PATCH", url: "http://rating.test/v2/scope", body: { scope_id: "s0", active: false } },
    ]);
    expect(writes(cloud.calls)).toEqual([]);
  });
});
