import { expect, it } from "vitest";
import { Fault } from "../../src/errors.ts";
import type { Api } from "../../src/http/api.ts";
import type { Endpoint } from "../../src/http/endpoint.ts";
import { allRows, type Paging } from "../../src/http/raw-pages.ts";
import { Row } from "../../src/rows/row.ts";

const endpoint: Endpoint<never> = { method: "GET", path: "/x", effect: "read" };

/** Pages numbered from 0 until one is empty. */
const paging: Paging = {
  first: () => ({ page: 0 }),
  next: ({ page }, rows) => (rows === 0 ? undefined : { page: Number(page) + 1 }),
  isEnd: ({ code }) => code === "not_found",
  nameOf: (row) => row.text,
  overlaps: false,
};

/** The texts of the rows of these pages; behind the last one there is none. */
async function rowsOf(pages: readonly string[], limit?: number): Promise<string[]> {
  const json = async (_: unknown, { query }: { query: { page: number } }) => {
    const page = pages[query.page];
    if (page === undefined) throw new Fault("not_found", "no such page");
    return { row: new Row(Buffer.from(page)) };
  };
  const texts: string[] = [];
  const api = { system: "scope", json } as unknown as Api;
  for await (const batch of allRows(api, endpoint, {}, paging, limit))
    texts.push(...batch.map(({ text }) => text));
  return texts;
}

it.each<[string, string, string[]]>([
  ["a bare list", '[{"a":1}, 2]', ['{"a":1}', "2"]],
  ["the only list at the top", '{"n":1,"rows":[{"a":{"b":[1]}}],"more":{"x":[3]}}', ['{"a":{"b":[1]}}']],
  ["the only list one level down", '{"data":{"rows":[{"a":1}],"n":2},"page":{"n":1}}', ['{"a":1}']],
  [
    "every byte as it came",
    '[{"id": 9007199254740993, "n":1.10, "t":"\\u00e8", "id":1}]',
    ['{"id": 9007199254740993, "n":1.10, "t":"\\u00e8", "id":1}'],
  ],
])("gives the rows of %s", async (_name, page, rows) => {
  expect(await rowsOf([page])).toEqual(rows);
});

it("goes from page to page until there is none, or the limit is reached", async () => {
  expect(await rowsOf(["[1,2]", "[3]", "[]", "[4]"])).toEqual(["1", "2", "3"]);
  expect(await rowsOf(["[1,2]", "[3]"])).toEqual(["1", "2", "3"]);
  expect(await rowsOf(["[1,2]", "[3]", "x"], 3)).toEqual(["1", "2", "3"]);
});

it.each(['{"a":[1],"b":[2]}', '{"a":{"x":[1],"y":[2]}}', '{"a":1}', "1", "null"])(
  "says that %s holds no list",
  async (page) => {
    await expect(rowsOf([page])).rejects.toThrow("--paginate: the answer holds no list");
  },
);
