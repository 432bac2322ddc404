import { describe, expect, it } from "vitest";
import { type Answer, fakeCloud, type Row, someRows } from "../../systems/scope/fake-cloud.ts";

const idsOf = (stdout: string) => (JSON.parse(stdout) as Row[]).map((row) => row.scope_id);
const pages = (cloud: ReturnType<typeof fakeCloud>) =>
  cloud.calls.map(({ query }) => [Number(query.get("offset")), Number(query.get("limit"))]);

describe("scope list", () => {
  it.each([
    [[], {}],
    [["--id", "s1,s2", "--id", "s3"], { scope_id: ["s1", "s2", "s3"] }],
    [["--key", "a", "--key", "b"], { scope_key: ["a", "b"] }],
    [
      ["--collector", "gnocchi, prometheus", "--fetcher", "x"],
      { collector: ["gnocchi", "prometheus"], fetcher: ["x"] },
    ],
    [["--active"], { active: ["1"] }],
    [["--inactive"], { active: ["0"] }],
  ])("%j asks for %j", async (flags, expected) => {
    const cloud = fakeCloud([]);
    expect(await cloud.run("scope", "list", ...flags, "-o", "json")).toEqual({
      code: 0,
      stdout: "[]\n",
      stderr: "",
    });
    const [{ query, method, path, token }] = cloud.calls as [(typeof cloud.calls)[number]];
    const names = new Set([...query.keys()].filter((name) => name !== "limit" && name !== "offset"));
    expect({ method, path, token }).toEqual({ method: "GET", path: "/v2/scope", token: "token-1" });
    expect(Object.fromEntries([...names].map((name) => [name, query.getAll(name)]))).toEqual(expected);
  });

  it.each([
    [["--active", "--inactive"], /--active and --inactive exclude each other/],
    [["--page-size", "0"], /--page-size: "0" is not a whole number/],
    [["--limit", "0"], /--limit/],
    [["--id", ""], /--id: must not be empty/],
  ])("%j exits 2 and asks for nothing", async (flags, message) => {
    const cloud = fakeCloud(someRows(1));
    const ended = await cloud.run("scope", "list", ...flags);
    expect(ended).toMatchObject({ code: 2, stdout: "" });
    expect(ended.stderr).toMatch(message);
    expect(cloud.calls).toEqual([]);
  });

  it("refuses filters that no URL can hold", async () => {
    const cloud = fakeCloud(someRows(1));
    const ended = await cloud.run("scope", "list", "--key", "x".repeat(9000));
    expect([ended.code, cloud.calls.length]).toEqual([2, 0]);
    expect(ended.stderr).toMatch(/too long for one request/);
  });

  it.each([
    // rows, flags, the pages (offset and limit) that were asked for, rows printed
    [5, [], [[0, 1000]], 5],
    [
      2001,
      [],
      [
        [0, 1000],
        [999, 1001],
        [1999, 1001],
      ],
      2001,
    ],
    [
      4,
      ["--page-size", "2"],
      [
        [0, 2],
        [1, 3],
        [3, 3],
      ],
      4,
    ],
    [
      3,
      ["--page-size", "2"],
      [
        [0, 2],
        [1, 3],
      ],
      3,
    ],
    [9, ["--limit", "3"], [[0, 3]], 3],
    [
      9,
      ["--limit", "3", "--page-size", "2"],
      [
        [0, 2],
        [1, 2],
      ],
      3,
    ],
    [2, ["--limit", "9"], [[0, 9]], 2],
  ] as const)("of %i with %j asks for the pages %j", async (count, flags, expected, printed) => {
    const cloud = fakeCloud(someRows(count));
    const { code, stdout } = await cloud.run("scope", "list", ...flags, "-o", "json");
    expect(code).toBe(0);
    expect(idsOf(stdout)).toEqual(someRows(printed).map((row) => row.scope_id));
    expect(pages(cloud)).toEqual(expected);
  });

  it("says so where there is none", async () => {
    expect(await fakeCloud([]).run("scope", "list")).toEqual({
      code: 0,
      stdout: "",
      stderr: "No scopes match.\n",
    });
  });

  it("spreads many ids over requests that no server cuts off, and asks for none twice", async () => {
    const ids = Array.from({ length: 1500 }, (_, index) => `${"0".repeat(28)}${index + 1000}`);
    const cloud = fakeCloud(someRows(1500, (index) => ({ scope_id: ids[index]! })));
    const { code, stdout } = await cloud.run(
      "scope",
      "list",
      "--id",
      [...ids, ...ids].join(","),
      "-o",
      "json",
    );
    expect(code).toBe(0);
    expect(idsOf(stdout)).toEqual(ids);
    expect(cloud.calls.length).toBeGreaterThan(5);
    for (const { query } of cloud.calls) expect(query.toString().length).toBeLessThan(8200);
    expect(cloud.calls.flatMap(({ query }) => query.getAll("scope_id"))).toEqual(ids);
  });

  it("stops at --limit in the middle of spread ids", async () => {
    const ids = Array.from({ length: 500 }, (_, index) => `${"0".repeat(28)}${index + 1000}`);
    const cloud = fakeCloud(someRows(500, (index) => ({ scope_id: ids[index]! })));
    const { stdout } = await cloud.run(
      "scope",
      "list",
      "--id",
      ids.join(","),
      "--limit",
      "200",
      "-o",
      "json",
    );
    expect(idsOf(stdout)).toEqual(ids.slice(0, 200));
    expect(cloud.calls).toHaveLength(2);
  });

  it("notices a server that ignores the filter, and prints nothing", async () => {
    const cloud = fakeCloud([], () => ({ status: 200, body: { results: someRows(3) } }));
    const ended = await cloud.run("scope", "list", "--id", "s1", "-o", "json");
    expect(ended).toMatchObject({ code: 9, stdout: "" });
    expect(ended.stderr).toMatch(/ignored the filter/);
  });

  it("takes ids for case sensitive where the database does not", async () => {
    const rows = ["Abc", "abc", "ÁBC "].map((scope_id) => ({ ...someRows(1)[0], scope_id }));
    const cloud = fakeCloud([], () => ({ status: 200, body: { results: rows } }));
    const { code, stdout } = await cloud.run("scope", "list", "--id", "abc", "-o", "json");
    expect([code, idsOf(stdout)]).toEqual([0, ["abc"]]);
  });

  it.each<[string, Answer, number, RegExp]>([
    [
      "403",
      { status: 403, body: { message: "You are not authorized" } },
      5,
      /not authorized.*\n.*role admin/,
    ],
    ["a 404 in HTML", { status: 404, body: "<title>404 Not Found</title>" }, 6, /no CloudKitty v2 API/],
    [
      "another service's 404",
      { status: 404, body: { itemNotFound: { message: "gone" } } },
      6,
      /no CloudKitty/,
    ],
    ["400", { status: 400, body: { message: "Invalid data" } }, 8, /Invalid data/],
    ["500 in HTML", { status: 500, body: "<title>500</title><p>secret page</p>" }, 9, /^rptctl: scope: 500/],
    [
      "a redirect",
      { status: 302, headers: { location: "http://evil.test/" } },
      9,
      /redirect to http:\/\/evil/,
    ],
    ["a page that is no list", { status: 200, body: { hello: 1 } }, 9, /no list of scopes/],
    [
      "an HTML page with 200",
      { status: 200, body: "<html><form>log in</form></html>" },
      9,
      /not JSON but text\/html/,
    ],
    ["204", { status: 204 }, 9, /not JSON/],
    ["half a page", { status: 200, body: '{"results": [{"scope_id": "a"}' }, 9, /cut off or not valid JSON/],
  ])("answered with %s exits as it should, and prints no document", async (_, answer, code, message) => {
    const cloud = fakeCloud([], () => answer);
    const ended = await cloud.run("scope", "list", "-o", "table");
    expect(ended).toMatchObject({ code, stdout: "" });
    expect(ended.stderr).toMatch(message);
    expect(ended.stderr).not.toMatch(/secret page|token-1|hunter2|\n +at /);
  });

  it("does not ask a server for ever that minds no offset", async () => {
    const cloud = fakeCloud([], () => ({ status: 200, body: { results: someRows(2) } }));
    const ended = await cloud.run("scope", "list", "--page-size", "2", "-o", "json");
    expect([ended.code, cloud.calls.length]).toEqual([9, 4]);
    expect(() => JSON.parse(ended.stdout)).toThrow();
  });

  it.each(["table", "json", "csv", "yaml", "id", "ndjson"])(
    "refuses rows that are no scopes: %s",
    async (format) => {
      const results = [...someRows(1), null];
      const cloud = fakeCloud([], () => ({ status: 200, body: { results } }));
      const ended = await cloud.run("scope", "list", "-o", format);
      expect(ended).toMatchObject({ code: 9, stdout: "" });
      expect(ended.stderr).toMatch(/no scope/);
    },
  );

  it.each(["get", "enable"])("%s takes a row that is no scope for a lie", async (verb) => {
    const cloud = fakeCloud([], () => ({ status: 200, body: { results: [null] } }));
    const ended = await cloud.run("scope", verb, "x");
    expect(ended).toMatchObject({ code: 9, stdout: "" });
    expect(ended.stderr).toMatch(/no scope/);
  });

  it("leaves the document open where a later page fails", async () => {
    const rows = someRows(4);
    const cloud = fakeCloud(rows, ({ query }) => (query.get("offset") === "1" ? { status: 500 } : undefined));
    const ended = await cloud.run("scope", "list", "--page-size", "2", "-o", "json");
    expect(ended.code).toBe(9);
    expect(ended.stdout).toContain('"s1"');
    expect(() => JSON.parse(ended.stdout)).toThrow();
  });

  it("asks again where the server is busy, for as long as it says", async () => {
    const cloud = fakeCloud(someRows(1), (_, calls) =>
      calls.length < 3 ? { status: 503, headers: { "retry-after": "7" } } : undefined,
    );
    expect((await cloud.run("scope", "list", "-o", "id")).stdout).toBe("s0\n");
    expect(cloud.sleeps).toEqual([7000, 7000]);
  });
});
