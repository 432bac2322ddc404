import { describe, expect, it } from "vitest";
import { Fault } from "../../../src/errors.ts";
import type { Api } from "../../../src/http/api.ts";
import { Row } from "../../../src/rows/row.ts";
import { everyScope, listScopes } from "../../../src/systems/scope/list.ts";

/** A CloudKitty of six scopes, and the offsets that it was asked for. */
function cloudKitty(broken?: number) {
  const offsets: number[] = [];
  const page = async (_endpoint: unknown, { query }: { query: { offset: number; limit: number } }) => {
    offsets.push(query.offset);
    if (query.offset === broken) throw new Fault("unavailable", "broken");
    const ids = [0, 1, 2, 3, 4, 5].slice(query.offset, query.offset + query.limit);
    return { rows: ids.map((id) => Row.of({ scope_id: `${id}` })), found: true, envelope: {} };
  };
  return { api: { system: "scope", page } as unknown as Api, offsets };
}

const list = (api: Api, limit?: number) => listScopes(api, everyScope, { pageSize: 2, limit });

describe("the pages of a list of scopes", () => {
  it("are asked for one ahead, from the third on", async () => {
    const { api, offsets } = cloudKitty();
    const asked: number[][] = [];
    for await (const _ of list(api)) asked.push([...offsets]);
    expect(asked).toEqual([[0], [0, 1, 3], [0, 1, 3, 5]]);
    expect(offsets).toEqual([0, 1, 3, 5]);
  });

  it("are not asked for beyond the limit", async () => {
    const { api, offsets } = cloudKitty();
    for await (const _ of list(api, 4));
    expect(offsets).toEqual([0, 1]);
  });

  it("end with a fault after the rows that came before it", async () => {
    const { api } = cloudKitty(3);
    const rows = list(api)[Symbol.asyncIterator]();
    await rows.next();
    expect((await rows.next()).value).toHaveLength(2);
    await expect(rows.next()).rejects.toThrow("broken");
  });

  it("may be left while one is on its way that fails", async () => {
    const { api } = cloudKitty(3);
    let batches = 0;
    for await (const _ of list(api)) if (++batches === 2) break;
    expect(batches).toBe(2);
  });
});
