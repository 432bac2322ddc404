import { describe, expect, it, onTestFinished, vi } from "vitest";
import { type Answer, type Call, fakeCloud, type Row, someRows } from "../../systems/scope/fake-cloud.ts";

const to = "2026-11-01T00:00:00+00:00";
const words = (...more: string[]) => ["scope", "reset", ...more, "--to", "2026-11-01T00:00:00Z"];
const puts = (calls: readonly Call[]) => calls.filter(({ method }) => method === "PUT");
const idsIn = (stdout: string) => stdout.trimEnd().split("\n");

interface Manner {
  /** What the instant is called, in rows and in requests. */
  readonly name?: "state" | "last_processed_timestamp";
  /** Where a row stands after it was reset; undefined leaves it. */
  readonly lands?: (row: Row) => string | undefined;
  /** How many looks later it happens. */
  readonly after?: number;
  readonly answer?: (put: number) => Answer | undefined;
}

/** CloudKitty, as far as a PUT goes: it reaches a hundred active rows at most, splits ids at commas, and does it later. */
function cloudThatResets(rows: Row[], manner: Manner = {}) {
  const { name = "last_processed_timestamp", lands = () => to, after = 0, answer } = manner;
  const due: (() => void)[] = [];
  let looks = 0;
  return fakeCloud(rows, (call, calls) => {
    if (call.method === "GET") {
      if (due.length > 0 && looks++ >= after) for (const work of due.splice(0)) work();
      return undefined;
    }
    const given = answer?.(puts(calls).length);
    if (given !== undefined) return given;
    const wrong = ["state", "last_processed_timestamp"].find((other) => other !== name && other in call.json);
    if (wrong !== undefined)
      return { status: 400, body: { message: `extra keys not allowed (path: '${wrong}')` } };
    const ids = (call.json.scope_id as string[]).flatMap((id) => id.split(","));
    const reached = rows.filter((row) => row.active !== false && ids.includes(row.scope_id)).slice(0, 100);
    due.push(() => {
      for (const row of reached) row[name] = lands(row) ?? row[name]!;
    });
    return reached.length === 0
      ? { status: 404, body: { message: "No resource found" } }
      : { status: 202, body: {} };
  });
}

describe("scope reset", () => {
  it.each([
    [["s0"], [1]],
    [Array.from({ length: 100 }, (_, index) => `s${index}`), [100]],
    [Array.from({ length: 250 }, (_, index) => `s${index}`), [100, 100, 50]],
  ])("of %# reaches every scope, a hundred a request", async (ids, sizes) => {
    const rows = someRows(300);
    const cloud = cloudThatResets(rows);
    const { code, stdout, stderr } = await cloud.run(...words(...ids, ...ids), "-y");
    expect([code, idsIn(stdout)]).toEqual([0, ids]);
    expect(stderr).toBe(`Reset ${ids.length} of ${ids.length} scopes to 2026-11-01T00:00:00Z.\n`);
    expect(puts(cloud.calls).map(({ json }) => json.scope_id.length)).toEqual(sizes);
    expect(rows.filter((row) => row.last_processed_timestamp === to).map((row) => row.scope_id)).toEqual(ids);
  });

  it("of all scopes reaches the active ones, page after page", async () => {
    const rows = someRows(1200, (index) => ({ active: index % 4 !== 3 }));
    const { code, stdout } = await cloudThatResets(rows).run(...words("--all-scopes"), "-y", "-o", "json");
    expect([code, JSON.parse(stdout).length]).toEqual([0, 900]);
    expect(rows.every((row) => row.active === (row.last_processed_timestamp === to))).toBe(true);
  });

  it("counts the scopes that share an id, and never parts them", async () => {
    const rows = someRows(150, (index) => ({
      scope_id: `s${Math.floor(index / 3)}`,
      collector: `c${index}`,
    }));
    const cloud = cloudThatResets(rows);
    expect((await cloud.run(...words("--all-scopes"), "-y")).code).toBe(0);
    expect(puts(cloud.calls).map(({ json }) => json.scope_id.length)).toEqual([33, 17]);
    expect(rows.every((row) => row.last_processed_timestamp === to)).toBe(true);
  });

  it("ends where of two scopes that share an id one is never reset", async () => {
    const rows = someRows(2, (index) => ({ scope_id: "twin", collector: `c${index}` }));
    const lands = (row: Row) => (row.collector === "c0" ? to : undefined);
    const ended = await cloudThatResets(rows, { lands }).run(...words("twin"), "-y");
    expect(ended).toMatchObject({ code: 11, stdout: "twin\n" });
    expect(ended.stderr).toMatch(/scope "twin" \(c1, keystone\) was not reset/);
  });

  it("passes the filters on", async () => {
    const cloud = cloudThatResets(someRows(1));
    const filters = ["--key", "project_id", "--collector", "gnocchi,x", "--fetcher", "keystone"];
    expect((await cloud.run(...words("--all-scopes"), ...filters, "-y")).code).toBe(0);
    expect(puts(cloud.calls)[0]!.json).toEqual({
      scope_id: ["s0"],
      scope_key: ["project_id"],
      collector: ["gnocchi", "x"],
      fetcher: ["keystone"],
      last_processed_timestamp: to,
    });
  });

  it.each([
    [
      "both names in the rows, the new one taken",
      "last_processed_timestamp",
      true,
      ["last_processed_timestamp"],
    ],
    ["both names in the rows, the old one taken", "state", true, ["last_processed_timestamp", "state"]],
    ["the old name alone", "state", false, ["state"]],
    ["the new name alone", "last_processed_timestamp", false, ["last_processed_timestamp"]],
  ] as const)("sends the name that the server takes: %s", async (_, name, both, sent) => {
    const past = "2026-10-01T00:00:00+00:00";
    const rows = someRows(1).map(({ last_processed_timestamp: _, ...row }) =>
      both ? { ...row, state: past, last_processed_timestamp: past } : { ...row, [name]: past },
    );
    // Of rows with both, both move.
    const cloud = cloudThatResets(rows, {
      name,
      lands: (row) => {
        if (both) Object.assign(row, { state: to, last_processed_timestamp: to });
        return to;
      },
    });
    expect((await cloud.run(...words("s0"), "-y")).code).toBe(0);
    expect(puts(cloud.calls).map(({ json }) => Object.keys(json).find((key) => key !== "scope_id"))).toEqual(
      sent,
    );
  });

  it("looks until the server has done it", async () => {
    const cloud = cloudThatResets(someRows(2), { after: 4 });
    expect(await cloud.run(...words("s0", "s1"), "-y")).toMatchObject({ code: 0, stdout: "s0\ns1\n" });
    expect(cloud.sleeps).toEqual([100, 200, 400, 800]);
  });

  it.each([
    ["naive", "2026-11-01T00:00:00"],
    ["in another zone", "2026-11-01T01:00:00+01:00"],
    ["with fractions", "2026-11-01T00:00:00.250000+00:00"],
    ["already further, as processing goes on", "2026-11-01T05:00:00+00:00"],
  ])("knows a reset scope whose time is %s", async (_, landed) => {
    // A time without a zone is in UTC, wherever we are.
    vi.stubEnv("TZ", "Asia/Tokyo");
    onTestFinished(() => void vi.unstubAllEnvs());
    const rows = someRows(1, () => ({ last_processed_timestamp: "2026-11-20T00:00:00+00:00" }));
    const ended = await cloudThatResets(rows, { lands: () => landed }).run(...words("s0"), "-y");
    expect(ended).toMatchObject({ code: 0, stdout: "s0\n" });
  });

  it.each([
    ["stands still", undefined],
    ["goes on from where it was", "2026-11-21T00:00:00+00:00"],
    ["goes elsewhere", "2026-09-01T00:00:00+00:00"],
  ])("does not take a scope for reset that %s", async (_, landed) => {
    const rows = someRows(2, () => ({ last_processed_timestamp: "2026-11-20T00:00:00+00:00" }));
    const ended = await cloudThatResets(rows, { lands: () => landed }).run(...words("s0", "s1"), "-y");
    expect(ended).toMatchObject({ code: 9, stdout: "" });
    expect(ended.stderr).toMatch(
      /scope "s0" \(gnocchi, keystone\) was not reset: the server took the request/,
    );
    expect(ended.stderr).toMatch(/scope "s1" \(gnocchi, keystone\) was not reset/);
    expect(ended.stderr.match(/cloudkitty-processor/g)).toHaveLength(1);
  });

  it("exits 11 where some were reset, and names the others", async () => {
    const rows = someRows(3);
    const lands = (row: Row) => (row.scope_id === "s1" ? undefined : to);
    const ended = await cloudThatResets(rows, { lands }).run(...words("s0", "s1", "s2"), "-y", "-o", "json");
    expect(ended.code).toBe(11);
    expect((JSON.parse(ended.stdout) as Row[]).map((row) => row.scope_id)).toEqual(["s0", "s2"]);
    const [fault] = ended.stderr.trimEnd().split("\n");
    expect(JSON.parse(fault!).error).toMatchObject({ code: "unavailable", exit: 9, system: "scope" });
    expect(JSON.parse(fault!).error.message).toContain('"s1"');
  });

  it("asks again for what the server's processor dropped", async () => {
    const dropped = ["s1", "s2"];
    const lands = (row: Row) =>
      dropped.includes(row.scope_id) ? void dropped.splice(dropped.indexOf(row.scope_id), 1) : to;
    const cloud = cloudThatResets(someRows(4), { lands });
    expect((await cloud.run(...words("--all-scopes"), "-y")).code).toBe(0);
    expect(puts(cloud.calls).map(({ json }) => json.scope_id)).toEqual([
      ["s0", "s1", "s2", "s3"],
      ["s1", "s2"],
    ]);
  });

  it("never has two requests under way, which would run into each other's locks", async () => {
    const cloud = cloudThatResets(someRows(249), { after: 2 });
    expect((await cloud.run(...words("--all-scopes"), "-y")).code).toBe(0);
    const order = cloud.calls.map(({ method }) => method).join(" ");
    expect(order).toMatch(/^GET PUT GET GET GET PUT GET PUT GET$/);
  });

  it("stops where the server ignores a request, and names all the scopes", async () => {
    const cloud = cloudThatResets(someRows(250), { lands: () => undefined });
    const ended = await cloud.run(...words("--all-scopes"), "-y");
    expect(ended).toMatchObject({ code: 9, stdout: "" });
    expect(ended.stderr.match(/^rptctl: scope: scope "s\d+" /gm)).toHaveLength(250);
    expect(ended.stderr.match(/was not reset: not asked for/g)).toHaveLength(150);
    expect(puts(cloud.calls)).toHaveLength(3);
  });

  it("names every scope of a request that the server refused, and goes on with the next", async () => {
    const rows = someRows(150);
    const answer = (put: number) =>
      put === 1 ? { status: 500, body: { message: "database is locked" } } : undefined;
    const ended = await cloudThatResets(rows, { answer }).run(...words("--all-scopes"), "-y");
    expect([ended.code, idsIn(ended.stdout).length]).toEqual([11, 50]);
    expect(
      ended.stderr.match(/^rptctl: scope: scope "s\d+" .* was not reset: database is locked/gm),
    ).toHaveLength(100);
    expect(ended.stderr).toContain("Reset 50 of 150 scopes");
  });

  it("names ids that are unknown and inactive, and resets the others", async () => {
    const rows = someRows(2, (index) => ({ active: index === 0 }));
    const ended = await cloudThatResets(rows).run(...words("s0", "s1", "nope"), "-y");
    expect(ended).toMatchObject({ code: 11, stdout: "s0\n" });
    expect(ended.stderr).toMatch(/scope "s1" is inactive.*\n.*rptctl scope enable s1\n/);
    expect(ended.stderr).toMatch(/no scope has the id "nope"/);
  });

  it.each([
    ["nope", 6],
    ["s1", 8],
  ])("of %s alone exits %i and sends nothing", async (id, code) => {
    const cloud = cloudThatResets(someRows(2, (index) => ({ active: index === 0 })));
    expect(await cloud.run(...words(id), "-y")).toMatchObject({ code, stdout: "" });
    expect(puts(cloud.calls)).toEqual([]);
  });

  it("never sends an id with a comma, which would reset two others", async () => {
    const rows = ["a", "b", "a,b"].map((scope_id) => ({ ...someRows(1)[0]!, scope_id }));
    const cloud = cloudThatResets(rows);
    const ended = await cloud.run(...words("a,b"), "-y");
    expect(ended).toMatchObject({ code: 8, stdout: "" });
    expect(ended.stderr).toMatch(/"a,b" cannot be reset: CloudKitty would take the comma/);
    expect(puts(cloud.calls)).toEqual([]);
    expect(await cloud.run(...words("--all-scopes"), "-y")).toMatchObject({ code: 11, stdout: "a\nb\n" });
  });

  it("prints what --dry-run would send, and sends nothing", async () => {
    const cloud = cloudThatResets(someRows(150));
    const ended = await cloud.run(...words("--all-scopes"), "--dry-run", "-o", "json");
    expect(ended.code).toBe(0);
    const planned = JSON.parse(ended.stdout) as {
      method: string;
      url: string;
      body: { scope_id: string[] };
    }[];
    expect(planned.map(({ method, url, body }) => [method, url, body.scope_id.length])).toEqual([
      ["PUT", "http://rating.test/v2/scope", 100],
      ["PUT", "http://rating.test/v2/scope", 50],
    ]);
    expect(puts(cloud.calls)).toEqual([]);
  });

  it.each([
    [words("s0"), 2, /Reset 1 scope to .*Nobody can be asked here\n.*--yes/],
    [words("s0", "--all-scopes"), 2, /exclude each other/],
    [words(), 2, /which scopes\?/],
    [["scope", "reset", "s0", "-y"], 2, /--to WHEN is needed/],
    [["scope", "reset", "s0", "-y", "--to", "yesteryear"], 2, /--to/],
  ])("%j exits %i and sends nothing", async (argv, code, message) => {
    const cloud = cloudThatResets(someRows(1));
    const ended = await cloud.run(...argv);
    expect(ended).toMatchObject({ code, stdout: "" });
    expect(ended.stderr).toMatch(message);
    expect(puts(cloud.calls)).toEqual([]);
  });

  it("says that the reset was taken where the look after it fails", async () => {
    const cloud = fakeCloud(someRows(1), ({ method }, calls) =>
      method === "PUT" ? { status: 202, body: {} } : calls.length > 1 ? { status: 500 } : undefined,
    );
    const ended = await cloud.run(...words("s0"), "-y");
    expect(ended).toMatchObject({ code: 9, stdout: "" });
    expect(ended.stderr).toMatch(/hint: the server took the reset: look/);
  });
});
