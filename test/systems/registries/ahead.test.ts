import { expect, it } from "vitest";
import type { Api } from "../../../src/http/api.ts";
import { Row } from "../../../src/rows/row.ts";
import { askFor, everyRegistry } from "../../../src/systems/registries/filter.ts";
import { listRegistries } from "../../../src/systems/registries/list.ts";

const manners = { pageBase: "auto", arrayStyle: "brackets" } as const;

/** An API of so many registries that keeps each request waiting for a turn of the event loop. */
function slowApi(count: number, told = true) {
  let open = 0;
  const seen = { most: 0, requests: 0 };
  const api = {
    system: "registries",
    until: () => api,
    async page(_endpoint: unknown, { query }: { query: { page: number; page_size: number } }) {
      open += 1;
      seen.requests += 1;
      seen.most = Math.max(seen.most, open);
      await new Promise((resolve) => setImmediate(resolve));
      open -= 1;
      const from = query.page * query.page_size;
      const ids = Array.from(
        { length: Math.max(0, Math.min(query.page_size, count - from)) },
        (_, i) => from + i,
      );
      const envelope = told ? { pagination: { total_count: count } } : {};
      return { rows: ids.map((id) => Row.of({ id: `r${id}` })), found: true, envelope };
    },
  };
  return { api: api as unknown as Api, seen };
}

async function idsOf(api: Api, limit?: number): Promise<string[]> {
  const ids: string[] = [];
  const rows = listRegistries(
    api,
    askFor(everyRegistry, manners),
    { pageSize: 10, limit },
    manners,
    () => {},
  );
  for await (const batch of rows) ids.push(...batch.map((row) => (row.value as { id: string }).id));
  return ids;
}

it.each([
  ["eight at a time where the total is told", 395, true, undefined, 8, 40],
  ["one at a time where it is not", 95, false, undefined, 1, 10],
  ["no more of them than --limit needs", 395, true, 45, 4, 5],
])("fetches pages %s", async (_, count, told, limit, most, requests) => {
  const { api, seen } = slowApi(count, told);
  expect(await idsOf(api, limit)).toEqual(Array.from({ length: limit ?? count }, (_, index) => `r${index}`));
  expect(seen).toEqual({ most, requests });
});

it("ends the requests that are under way when nobody wants more rows", async () => {
  const { api, seen } = slowApi(395);
  const rows = listRegistries(
    api,
    askFor(everyRegistry, manners),
    { pageSize: 10, limit: undefined },
    manners,
    () => {},
  );
  let batches = 0;
  for await (const _ of rows) {
    batches += 1;
    if (batches === 2) break;
  }
  expect(seen.requests).toBeLessThanOrEqual(10);
});
