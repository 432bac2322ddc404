import { describe, expect, it } from "vitest";
import { get } from "../../../src/http/endpoint.ts";
import type { Rows } from "../../../src/rows/row.ts";
import { listWhole, listWindows, windowSize } from "../../../src/systems/rpt/lists.ts";
import { apiOf } from "./api.ts";

const list = get("/rpt/reports");

async function collect(rows: Rows): Promise<unknown[]> {
  const all: unknown[] = [];
  for await (const batch of rows) all.push(...batch.map((row) => row.value));
  return all;
}

const numbered = (count: number) => Array.from({ length: count }, (_, index) => ({ GUID: `g${index}` }));

/** A server with so many rows, which refuses windows that the page does not allow. */
function server(
  count: number,
  least: 1 | 2,
  total: (window: number) => number | undefined = () => count,
  cap = 1e9,
) {
  const rows = numbered(count);
  return apiOf(({ query }) => {
    const from = Number(query.get("idxFrom"));
    const to = Number(query.get("idxTo"));
    if (to < from + least - 1) return { status: 400, body: "bad range" };
    const window = rows.slice(from, Math.min(to + 1, from + cap));
    const size = total(window.length);
    return { body: { ...(size === undefined ? {} : { TotalSize: size }), Results: window } };
  });
}

const windows = (limit?: number, least: 1 | 2 = 1) => ({ key: "Results", least, limit });

describe("windows", () => {
  it.each([0, 1, 2, windowSize - 1, windowSize, windowSize + 1, 2 * windowSize, 1000])(
    "give all of %i rows, with and without TotalSize",
    async (count) => {
      for (const total of [() => count, () => undefined]) {
        for (const least of [1, 2] as const) {
          const { api } = server(count, least, total);
          expect(await collect(listWindows(api, list, {}, windows(undefined, least)))).toEqual(
            numbered(count),
          );
        }
      }
    },
  );

  it.each([
    [1, 1, [[0, 0]]],
    // 13.4.1: idxTo must be greater than idxFrom, so two are asked for and one is kept.
    [1, 2, [[0, 1]]],
    [2, 2, [[0, 1]]],
    [
      windowSize + 1,
      1,
      [
        [0, windowSize - 1],
        [windowSize - 1, windowSize],
      ],
    ],
    [
      windowSize + 1,
      2,
      [
        [0, windowSize - 1],
        [windowSize - 1, windowSize],
      ],
    ],
  ] as const)(
    "of %i wanted rows, where at least %i may be asked for, are %j",
    async (limit, least, asked) => {
      const { api, sent } = server(1000, least);
      expect(await collect(listWindows(api, list, {}, windows(limit, least)))).toEqual(numbered(limit));
      expect(sent.map(({ query }) => [Number(query.get("idxFrom")), Number(query.get("idxTo"))])).toEqual(
        asked,
      );
    },
  );

  it.each([
    [windowSize - 1, 1],
    // A full window may be all that a wrong TotalSize counts.
    [windowSize, 2],
  ])("of %i rows take %i requests", async (count, requests) => {
    const { api, sent } = server(count, 1);
    await collect(listWindows(api, list, {}, windows()));
    expect(sent).toHaveLength(requests);
  });

  it("go on behind a server's own cap, where TotalSize says that there is more", async () => {
    const { api, sent } = server(120, 1, () => 120, 50);
    expect(await collect(listWindows(api, list, {}, windows()))).toEqual(numbered(120));
    expect(sent.map(({ query }) => query.get("idxFrom"))).toEqual(["0", "49", "98"]);
  });

  const starts = (sent: readonly { query: URLSearchParams }[]) =>
    sent.map(({ query }) => Math.ceil(Number(query.get("idxFrom")) / windowSize));

  it("are asked for eight at a time once the total is told, and no further than a limit", async () => {
    const { api, sent } = server(5000, 1);
    const rows = listWindows(api, list, {}, windows(12 * windowSize))[Symbol.asyncIterator]();
    await rows.next();
    expect(starts(sent)).toEqual([0]);
    await rows.next();
    expect(starts(sent)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
    while (!(await rows.next()).done);
    expect(starts(sent)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
  });

  it("skip nothing behind one that has a gap", async () => {
    const rows = numbered(9 * windowSize);
    const { api, sent } = apiOf(({ query }) => {
      const from = Number(query.get("idxFrom"));
      const to = from === 3 * windowSize - 1 ? from + 10 : Number(query.get("idxTo")) + 1;
      return { body: { TotalSize: rows.length, Results: rows.slice(from, to) } };
    });
    expect(await collect(listWindows(api, list, {}, windows()))).toEqual(rows);
    expect(sent.map(({ query }) => query.get("idxFrom"))).toContain(String(3 * windowSize + 8));
  });

  it("stop where a window is empty, whatever TotalSize says", async () => {
    const { api } = server(10, 1, () => 99);
    expect(await collect(listWindows(api, list, {}, windows()))).toEqual(numbered(10));
  });

  it("a server that minds no window gives all at once", async () => {
    const { api, sent } = apiOf(() => ({ body: { Results: numbered(windowSize + 5) } }));
    expect(await collect(listWindows(api, list, {}, windows()))).toEqual(numbered(windowSize + 5));
    expect(sent).toHaveLength(1);
  });

  it("a server that gives the same window for ever is found out", async () => {
    const { api } = apiOf(() => ({ body: { TotalSize: 1000, Results: numbered(windowSize) } }));
    await expect(collect(listWindows(api, list, {}, windows()))).rejects.toMatchObject({
      code: "unavailable",
      message: "the server gives the same rows again and again",
    });
  });
});

describe("envelopes", () => {
  const rows = numbered(2);
  it.each([
    ["the key of the section", { TotalSize: 2, Results: rows }],
    ["the key in another case", { results: rows }],
    ["another key, with the only array", { TotalSize: 2, Definitions: rows }],
    ["no envelope", rows],
  ])("%s", async (_, body) => {
    expect(await collect(listWhole(apiOf(() => ({ body })).api, list, {}, "Results"))).toEqual(rows);
  });

  it.each([
    ["one row that is no list", { Results: { GUID: "g0" } }, [{ GUID: "g0" }]],
    ["an empty text for none", { Results: "" }, []],
    ["a total of 0 and no list", { TotalSize: 0 }, []],
    ["an empty object", {}, []],
  ])("%s", async (_, body, expected) => {
    expect(await collect(listWhole(apiOf(() => ({ body })).api, list, {}, "Results"))).toEqual(expected);
  });

  it("curly quotes, trailing commas and bare words are read as what they mean (13.4.27, 13.4.40)", async () => {
    const users = "[ \n{ “ID”: “13413”, \n“Value”: “Angie Chung” },\n]";
    expect(await collect(listWhole(apiOf(() => ({ body: users })).api, list, {}, undefined))).toEqual([
      { ID: "13413", Value: "Angie Chung" },
    ]);
    const locales = '{"SupportedLocales":[da,de,zh_cn]}';
    expect(
      await collect(listWhole(apiOf(() => ({ body: locales })).api, list, {}, "SupportedLocales")),
    ).toEqual(["da", "de", "zh_cn"]);
  });

  it.each([[{ A: [], B: [] }], [{ Status: "OK" }], ["text"]])("%j holds no list", async (body) => {
    const { api } = apiOf(() => ({ body: JSON.stringify(body) }));
    await expect(collect(listWhole(api, list, {}, "Results"))).rejects.toMatchObject({ code: "unavailable" });
  });

  it("a fault with status 200 is a fault", async () => {
    const body = { Fault: { Code: { Subcode: { Value: "InvalidSortBy" } }, Reason: { Text: "no" } } };
    const { api } = apiOf(() => ({ body }));
    await expect(collect(listWhole(api, list, {}, "Results"))).rejects.toMatchObject({
      code: "rejected",
      subcode: "InvalidSortBy",
    });
  });
});
