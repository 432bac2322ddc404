import { describe, expect, it } from "vitest";
import {
  byToken,
  collection,
  example,
  fakeSeer,
  listed,
  pageOf,
  type Registry,
  someRegistries,
} from "../../systems/registries/fake-seer.ts";

const ids = (stdout: string) => stdout.split("\n").filter((line) => line !== "");
const all = (registries: Registry[]) => ids(registries.map(({ id }) => id).join("\n"));

describe("registries list", () => {
  it("GET /api/v1/reports/registries: always says paginate, page and page_size, with the Bearer token", async () => {
    const seer = fakeSeer((asked) => pageOf([example], asked));
    expect(await seer.run("registries", "list", "-o", "id")).toEqual({
      code: 0,
      stdout: `${example.id}\n`,
      stderr: "",
    });
    expect(seer.asked).toHaveLength(1);
    const [asked] = seer.asked;
    expect(`${asked!.method} ${asked!.path}?${asked!.query}`).toBe(
      `GET ${collection}?paginate=true&page=0&page_size=500`,
    );
    expect(asked!.headers.authorization).toBe("Bearer given-token");
  });

  it.each([
    [["--status", "in_progress"], { creation_status: "in_progress" }],
    [["--id", "a"], { id: "a" }],
    [["--id", "a,b", "--id", "a"], { "id_list[]": "a,b" }],
    [["--schedule", "s"], { report_schedule_id: "s" }],
    [["--schedule", "s", "--schedule", "t"], { "report_schedule_id_list[]": "s,t" }],
    [["--by", "test_user"], { scheduled_by: "test_user" }],
    [["--type", "generic"], { type: "generic" }],
  ])("filters by %j", async (flags, query) => {
    const seer = fakeSeer(() => listed([]));
    await seer.run("registries", "list", ...flags);
    const [asked] = seer.asked;
    for (const [name, value] of Object.entries(query)) expect(asked!.query.getAll(name).join()).toBe(value);
    expect([...new Set(asked!.query.keys())]).toHaveLength(4);
  });

  it.each([
    ["repeat", "id_list", ["a", "b"]],
    ["brackets", "id_list[]", ["a", "b"]],
    ["comma", "id_list", ["a,b"]],
  ])("writes id_list in the array style %s", async (style, name, values) => {
    const seer = fakeSeer(() => listed([]), { env: { ...byToken, RPTCTL_REGISTRIES_ARRAY_STYLE: style } });
    await seer.run("registries", "list", "--id", "a,b");
    expect(seer.asked[0]!.query.getAll(name)).toEqual(values);
  });

  it.each([
    ["--id", "r1,r3", "r1 r3"],
    ["--schedule", "s1,s2", "r1 r3 r5"],
    ["--id", "r4", "r4"],
  ])(
    "leaves out what a server that ignores %s answers with, and says so once",
    async (flag, value, found) => {
      const seer = fakeSeer((asked) => pageOf(someRegistries(6), asked));
      const { stdout, stderr } = await seer.run(
        "registries",
        "list",
        flag,
        value,
        "--page-size",
        "2",
        "-o",
        "id",
      );
      expect(ids(stdout).join(" ")).toBe(found);
      expect(stderr).toMatch(new RegExp(`^rptctl: warning: the server ignored ${flag} [^\\n]*\\n$`));
    },
  );

  it("keeps the API's own JSON: microseconds exact, unknown keys and odd numbers as they came", async () => {
    const row = `{"created_at":1705497089045145,"id":"x","more":{"big":12345678901234567890,"rate":1.10}}`;
    const seer = fakeSeer(() => ({ body: `{"data":{"registries":[${row}]},"status":"ok"}` }));
    expect((await seer.run("registries", "list", "-o", "json")).stdout).toBe(`[\n${row}\n]\n`);
  });

  it("shows times in each registry's own zone", async () => {
    const tokyo = { ...example, id: "t", timezone: "Asia/Tokyo" };
    const odd = { ...example, id: "o", timezone: "Mars/Olympus", created_at: undefined };
    const seer = fakeSeer(() => listed([example, tokyo, odd]));
    const { stdout } = await seer.run("registries", "list", "--timezone", "UTC");
    expect(stdout).toContain("2024-01-17T14:11:29+01:00");
    expect(stdout).toContain("2023-04-19T00:00:00+02:00");
    expect(stdout).toMatch(/^t .*2024-01-17T22:11:29\+09:00/m);
    expect(stdout).toMatch(/^o .* 2023-04-18T22:00:00Z/m);
  });

  it("answers none with a note, [] and a csv header", async () => {
    const seer = fakeSeer(() => listed([], { total_count: 0 }));
    expect((await seer.run("registries")).stderr).toBe("No registries match.\n");
    expect((await seer.run("registries", "list", "-o", "json")).stdout).toBe("[]\n");
    expect((await seer.run("registries", "list", "-o", "csv")).stdout).toMatch(/^id,creation_status,.*\r\n$/);
  });

  it("takes a list of one that stands as data.registry, and a list that stands as data", async () => {
    const one = fakeSeer(() => ({ body: { data: { registry: example }, status: "ok" } }));
    expect((await one.run("registries", "-o", "id")).stdout).toBe(`${example.id}\n`);
    const bare = fakeSeer(() => ({ body: { data: [example], status: "ok" } }));
    expect((await bare.run("registries", "-o", "id")).stdout).toBe(`${example.id}\n`);
  });

  it("refuses an answer without a list", async () => {
    const seer = fakeSeer(() => ({ body: { data: null, status: "ok" } }));
    expect(await seer.run("registries", "-o", "id")).toMatchObject({ code: 9, stdout: "" });
  });

  it("shows the message of a failure under HTTP 200", async () => {
    const seer = fakeSeer(() => ({ body: { message: "Error with pagination fields", status: "error" } }));
    const { code, stderr } = await seer.run("registries", "-o", "id");
    expect(code).toBe(9);
    expect(stderr).toContain("Error with pagination fields");
  });
});

describe("the pages of registries list", () => {
  const rows = someRegistries(7);

  it("are fetched until total_count rows came", async () => {
    const seer = fakeSeer((asked) => pageOf(rows, asked));
    const { stdout } = await seer.run("registries", "list", "--page-size", "3", "-o", "id");
    expect(ids(stdout)).toEqual(all(rows));
    expect(seer.asked.map(({ query }) => query.get("page"))).toEqual(["0", "1", "2"]);
  });

  it("end with a page that is not full where no total is told", async () => {
    const seer = fakeSeer(({ query }) => {
      const from = Number(query.get("page")) * 3;
      return listed(rows.slice(from, from + 3), { first: 1, last: 1, page: 0 });
    });
    expect(ids((await seer.run("registries", "list", "--page-size", "3", "-o", "id")).stdout)).toEqual(
      all(rows),
    );
    expect(seer.asked).toHaveLength(3);
  });

  it.each([
    ["has nothing behind the last page", { body: { data: { registries: [] } } }],
    [
      "refuses what is behind the last page",
      { status: 400, body: { message: "Error with pagination fields" } },
    ],
  ])(
    "are all fetched from a server that gives fewer rows than were asked for, tells no total and %s",
    async (_, end) => {
      const seer = fakeSeer(({ query }) => {
        const from = Number(query.get("page")) * 2;
        return from < 6 ? listed(rows.slice(from, from + 2)) : end;
      });
      const { code, stdout } = await seer.run("registries", "-o", "id");
      expect([code, ids(stdout)]).toEqual([0, all(rows.slice(0, 6))]);
    },
  );

  it("are not as small as --limit where rows are picked here", async () => {
    const seer = fakeSeer((asked) => pageOf(rows, asked));
    const { stdout } = await seer.run("registries", "list", "--id", "r5,r6", "--limit", "1", "-o", "id");
    expect(ids(stdout)).toEqual(["r5"]);
    expect(seer.asked).toHaveLength(1);
  });

  it("are told apart from a server's smaller pages by the total", async () => {
    const seer = fakeSeer(({ query }) => {
      const from = Number(query.get("page")) * 2;
      return listed(rows.slice(from, from + 2), { total_count: "7" });
    });
    expect(ids((await seer.run("registries", "-o", "id")).stdout)).toEqual(all(rows));
    expect(seer.asked).toHaveLength(4);
  });

  it.each([
    ["refuses page 0", (page: number) => (page === 0 ? undefined : page - 1), "0 1 2 3"],
    ["has nothing on page 0", (page: number) => page - 1, "0 1 2 3"],
    ["takes page 0 for page 1", (page: number) => Math.max(0, page - 1), "0 1 2 3"],
  ])("are found on a server that counts from 1 and %s", async (_, indexOf, pages) => {
    const seer = fakeSeer(({ query }) => {
      const index = indexOf(Number(query.get("page")));
      if (index === undefined) return { status: 400, body: { message: "Error with pagination fields" } };
      return listed(index < 0 ? [] : rows.slice(index * 3, index * 3 + 3), { total_count: 7 });
    });
    const { stdout, stderr } = await seer.run("registries", "list", "--page-size", "3", "-o", "id");
    expect(ids(stdout)).toEqual(all(rows));
    expect(stderr).toBe("");
    expect(seer.asked.map(({ query }) => query.get("page")).join(" ")).toBe(pages);
  });

  it.each([
    ["0", "0 1 2"],
    ["1", "1 2 3"],
  ])("begin with page-base %s where the context says so", async (base, pages) => {
    const env = { ...byToken, RPTCTL_REGISTRIES_PAGE_BASE: base };
    const seer = fakeSeer((asked) => pageOf(rows, asked, Number(base)), { env });
    expect(ids((await seer.run("registries", "list", "--page-size", "3", "-o", "id")).stdout)).toEqual(
      all(rows),
    );
    expect(seer.asked.map(({ query }) => query.get("page")).join(" ")).toBe(pages);
  });

  it.each([
    ["with a total", { total_count: 7 }],
    ["without one", {}],
  ])("end where a server gives the same page for ever, %s", async (_, pagination) => {
    const seer = fakeSeer(() => listed(rows.slice(0, 3), pagination));
    const { stdout } = await seer.run("registries", "list", "--page-size", "3", "-o", "id");
    expect(ids(stdout)).toEqual(["r0", "r1", "r2"]);
    expect(seer.asked).toHaveLength(3);
  });

  it("drop a row that new ones have moved to the next page", async () => {
    const pages = [rows.slice(0, 3), rows.slice(2, 5), rows.slice(5)];
    const seer = fakeSeer(({ query }) => listed(pages[Number(query.get("page"))] ?? [], { total_count: 7 }));
    const { stdout } = await seer.run("registries", "list", "--page-size", "3", "-o", "id");
    expect(ids(stdout)).toEqual(all(rows));
  });

  it("are said to be incomplete where the server counts more than it gives", async () => {
    const seer = fakeSeer(({ query }) => listed(query.get("page") === "0" ? rows : [], { total_count: 9 }));
    const { stdout, stderr } = await seer.run("registries", "-o", "id");
    expect(ids(stdout)).toEqual(all(rows));
    expect(stderr).toContain("the server counts 9 registries, but its pages hold 7");
  });

  it("stop at --limit, and ask for no more rows than that", async () => {
    const seer = fakeSeer((asked) => pageOf(rows, asked));
    expect(ids((await seer.run("registries", "--limit", "2", "-o", "id")).stdout)).toEqual(["r0", "r1"]);
    expect(seer.asked.map(({ query }) => query.get("page_size"))).toEqual(["2"]);
  });

  it('400 "Error with pagination fields" is shown where no page is to be had', async () => {
    const seer = fakeSeer(() => ({ status: 400, body: { message: "Error with pagination fields" } }));
    const { code, stderr } = await seer.run("registries");
    expect(code).toBe(8);
    expect(stderr).toContain("registries: Error with pagination fields (HTTP 400)");
  });

  it('403 "Forbidden" exits 5', async () => {
    const seer = fakeSeer(() => ({ status: 403, body: { message: "Forbidden" } }));
    const { code, stderr } = await seer.run("registries");
    expect(code).toBe(5);
    expect(stderr).toContain("registries: Forbidden (HTTP 403)");
    expect(seer.asked).toHaveLength(1);
  });

  it("are fetched by api --paginate too", async () => {
    const seer = fakeSeer(({ query }) => {
      const [from, size] = [Number(query.get("page")) * 3, 3];
      return { body: { data: { registries: rows.slice(from, from + size) } } };
    });
    const { stdout } = await seer.run(
      "api",
      "registries",
      collection,
      "-F",
      "page_size=3",
      "--paginate",
      "--jq",
      ".[].id",
    );
    expect(ids(stdout)).toEqual(all(rows));
  });
});
