import { beforeAll, describe, expect, it } from "vitest";
import { controlOf } from "../../../src/sandbox/control.ts";
import { readRunFile } from "../../../src/sandbox/run-file.ts";
import type { Sandbox } from "../../../src/sandbox/server.ts";
import { running, temporaryDirectory } from "../running.ts";
import { type Ask, asUser, type List, list, path, type Registry } from "./asking.ts";

const state = temporaryDirectory();
const clock = Date.UTC(2026, 10, 22, 9);
let sandbox: Sandbox;
let ask: Ask;
let all: Registry[];
beforeAll(async () => {
  sandbox = await running({ state, clock });
  ask = await asUser(sandbox);
  all = await list(ask);
});

const get = async (query: string) => {
  const answer = await ask("GET", `${path}?${query}`);
  return [answer.status, (await answer.json()) as List] as const;
};

describe("GET /api/v1/reports/registries", () => {
  it("lists sixty over seven schedules, newest first, with the page's members", () => {
    expect(all).toHaveLength(60);
    expect(new Set(all.map((each) => each.report_schedule_id)).size).toBe(7);
    expect(all.map((each) => each.created_at)).toEqual(
      all.map((each) => each.created_at).sort((a, b) => b - a),
    );
    for (const each of all) {
      expect(Object.keys(each)).toEqual([
        "created_at",
        "creation_status",
        "end_timestamp",
        "hosts",
        "id",
        "report_schedule_id",
        "scheduled_by",
        "start_timestamp",
        "timezone",
        "type",
      ]);
      for (const time of [each.created_at, each.start_timestamp, each.end_timestamp])
        expect(String(time)).toMatch(/^\d{16}$/);
    }
    expect(all.some(({ created_at }) => created_at % 1000 !== 0)).toBe(true);
  });

  it("has whole days of the registry's own time zone, also where a day has 25 hours", () => {
    const text = (time: number, timeZone: string) =>
      new Date(time / 1000).toLocaleTimeString("en-GB", { timeZone, hour: "2-digit", minute: "2-digit" });
    for (const { start_timestamp, end_timestamp, timezone } of all) {
      expect([text(start_timestamp, timezone), text(end_timestamp, timezone)]).toEqual(["00:00", "00:00"]);
    }
    const lengths = all.map(
      ({ start_timestamp, end_timestamp }) => (end_timestamp - start_timestamp) / 3.6e9,
    );
    for (const hours of lengths) expect([24, 168, 169, 720, 721]).toContain(hours);
    expect(lengths).toContain(169);
    expect(new Set(all.map(({ timezone }) => timezone)).size).toBeGreaterThanOrEqual(5);
  });

  it.each([
    [0, 25, 25],
    [1, 25, 25],
    [2, 25, 10],
    [3, 25, 0],
    [0, 60, 60],
    [0, 1000, 60],
    [59, 1, 1],
  ])("page %i of %i rows: %i, with first and last from 1 and page from 0", async (page, size, count) => {
    const [status, { data, message, pagination, status: word }] = await get(
      `paginate=true&page=${page}&page_size=${size}`,
    );
    expect([status, message, word]).toEqual([200, "List of report registries", "ok"]);
    expect(data.registries).toEqual(all.slice(page * size, page * size + count));
    const pages = Math.ceil(60 / size);
    expect(pagination).toEqual({ first: 1, last: pages, page, total_count: 60, total_pages: pages });
  });

  it("paginate=false: all of them, and no pagination", async () => {
    const [status, answer] = await get("paginate=false&page=x");
    expect([status, answer.data.registries.length, "pagination" in answer]).toEqual([200, 60, false]);
  });

  it.each([
    "",
    "page=0&page_size=10",
    "paginate=&page=0&page_size=10",
    "paginate=1&page=0&page_size=10",
    "paginate=True&page=0&page_size=10",
    "paginate=true",
    "paginate=true&page=0",
    "paginate=true&page_size=10",
    "paginate=true&page=-1&page_size=10",
    "paginate=true&page=0&page_size=0",
    "paginate=true&page=x&page_size=10",
    "paginate=true&page=0&page_size=1.5",
    "paginate=true&page=&page_size=10",
  ])("?%s: 400", async (query) => {
    expect(await get(query)).toEqual([400, { message: "Error with pagination fields", status: "error" }]);
  });

  const first = () => all[0]!;

  it.each<[string, () => string, (row: Registry) => boolean]>([
    ["creation_status=in_progress", () => "", (row) => row.creation_status === "in_progress"],
    ["creation_status=completed", () => "", (row) => row.creation_status === "completed"],
    ["creation_status=failed", () => "", (row) => row.creation_status === "failed"],
    ["id=", () => first().id, (row) => row === first()],
    ["report_schedule_id=", () => first().report_schedule_id, sameSchedule],
    ["scheduled_by=", () => "test_user", (row) => row.scheduled_by === "test_user"],
    ["scheduled_by=", () => encodeURIComponent("Niccolò"), (row) => row.scheduled_by === "Niccolò"],
    ["type=attacks", () => "", (row) => row.type === "attacks"],
    ["type=attacks&creation_status=completed", () => "", both("attacks", "completed")],
  ])("%s%s: those and no others", async (name, value, passes) => {
    const found = await list(ask, name + value());
    expect(found).toEqual(all.filter(passes));
    expect(found.length).toBeGreaterThan(0);
  });

  function sameSchedule(row: Registry) {
    return row.report_schedule_id === first().report_schedule_id;
  }

  function both(type: string, status: string) {
    return (row: Registry) => row.type === type && row.creation_status === status;
  }

  it.each(["creation_status=COMPLETED", "id=7", "type=nope", "report_schedule_id=", "id_list[]=nope"])(
    "%s: nothing, on one page",
    async (query) => {
      const [status, { data, pagination }] = await get(`paginate=true&page=0&page_size=10&${query}`);
      expect([status, data.registries]).toEqual([200, []]);
      expect(pagination).toEqual({ first: 1, last: 1, page: 0, total_count: 0, total_pages: 0 });
    },
  );
});

describe("lists of values", () => {
  const written = {
    repeat: (name: string, values: string[]) => values.map((value) => `${name}=${value}`).join("&"),
    brackets: (name: string, values: string[]) => values.map((value) => `${name}[]=${value}`).join("&"),
    comma: (name: string, values: string[]) => `${name}=${values.join(",")}`,
  };
  const styles = ["repeat", "brackets", "comma"] as const;

  it.each(styles)("a server of %s understands its own style, for both lists", async (arrayStyle) => {
    const own = await asUser(await running({ clock, arrayStyle }));
    const two = [all[3]!, all[1]!];
    const write = written[arrayStyle];
    const byId = await list(
      own,
      write(
        "id_list",
        two.map(({ id }) => id),
      ),
    );
    expect(byId).toEqual([all[1], all[3]]);
    const schedules = two.map((each) => each.report_schedule_id);
    const bySchedule = await list(own, write("report_schedule_id_list", schedules));
    expect(bySchedule).toEqual(all.filter((each) => schedules.includes(each.report_schedule_id)));
  });

  it.each([
    ["brackets", "repeat"],
    ["brackets", "comma"],
    ["repeat", "brackets"],
    ["comma", "brackets"],
  ] as const)("a server of %s passes over %s without a word", async (arrayStyle, style) => {
    const other = await asUser(await running({ clock, arrayStyle }));
    expect(await list(other, written[style]("id_list", [all[0]!.id, all[1]!.id]))).toHaveLength(60);
  });

  it("is a server of brackets unless told", async () => {
    expect(await list(ask, `id_list[]=${all[5]!.id}`)).toEqual([all[5]]);
  });
});

describe("GET /api/v1/reports/registries/{registry_id}", () => {
  it("answers the one", async () => {
    const answer = await ask("GET", `${path}/${all[7]!.id}`);
    expect([answer.status, await answer.json()]).toEqual([
      200,
      { data: { registry: all[7] }, message: "Report registry retrieved", status: "ok" },
    ]);
  });

  it.each([
    ["/nope", "Error retrieving registry"],
    ["/nope?paginate=maybe", "Error with pagination fields"],
  ])("%s: 400 %s", async (below, message) => {
    const answer = await ask("GET", path + below);
    expect([answer.status, await answer.json()]).toEqual([400, { message, status: "error" }]);
  });
});

describe("creation_status", () => {
  it("goes on with the sandbox's clock: in progress, then completed or failed", async () => {
    const own = temporaryDirectory();
    const later = await asUser(await running({ state: own, clock }));
    const control = controlOf(readRunFile(own)!);
    const begun = (await list(later)).filter(({ creation_status }) => creation_status === "in_progress");
    expect(begun).toHaveLength(7);
    const fates = async () => {
      const found = await list(later, begun.map(({ id }) => `id_list[]=${id}`).join("&"));
      const count = (status: string) => found.filter((each) => each.creation_status === status).length;
      return [count("in_progress"), count("completed"), count("failed")];
    };
    expect(await fates()).toEqual([7, 0, 0]);
    await control.advance(2 * 60_000);
    expect(await fates()).toEqual([6, 1, 0]);
    await control.advance(3 * 60_000);
    expect(await fates()).toEqual([5, 1, 1]);
    await control.advance(15 * 60_000);
    expect(await fates()).toEqual([0, 6, 1]);
  });
});

describe("DELETE /api/v1/reports/registries", () => {
  const refused = [400, { message: "Error deleting report registries", status: "error" }];

  it.each([
    undefined,
    "{",
    "null",
    {},
    { registry_ids: [] },
    { registry_ids: "x" },
    { registry_ids: [7] },
    { registry_ids: ["nope"] },
  ])("%j: 400", async (body) => {
    const answer = await ask("DELETE", path, body);
    expect([answer.status, await answer.json()]).toEqual(refused);
  });

  it("with one unknown id among them deletes none", async () => {
    const answer = await ask("DELETE", path, { registry_ids: [all[0]!.id, "nope"] });
    expect([answer.status, await answer.json()]).toEqual(refused);
    expect(await list(ask)).toHaveLength(60);
  });

  it("deletes several, for good", async () => {
    const own = temporaryDirectory();
    const first = await running({ state: own, clock });
    const answer = await (await asUser(first))("DELETE", path, { registry_ids: [all[0]!.id, all[2]!.id] });
    expect([answer.status, await answer.json()]).toEqual([
      200,
      { message: "Report registries succesfully deleted", status: "ok" },
    ]);
    await first.close();
    const left = await list(await asUser(await running({ state: own, clock })));
    expect(left.map(({ id }) => id)).toEqual(
      all.filter((_, index) => ![0, 2].includes(index)).map(({ id }) => id),
    );
  });
});

it.each([
  ["GET", "/api/v1/nope"],
  ["POST", path],
  ["DELETE", `${path}/x`],
])("%s %s: 404", async (method, below) => {
  const answer = await ask(method, below);
  expect([answer.status, await answer.json()]).toEqual([404, { message: "Not Found", status: "error" }]);
});
