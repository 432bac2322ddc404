import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Row } from "../../../src/rows/row.ts";
import { Repeats } from "../../../src/systems/registries/repeats.ts";

const page = (ids: readonly number[]) => ids.map((id) => Row.of({ id: `r${id}`, more: `r${id + 1}` }));
const idsOf = (rows: readonly Row[]) => rows.map((row) => (row.value as { id: string }).id);
const range = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => from + index);

describe("Repeats", () => {
  it("gives each id once, whatever the pages", () => {
    fc.assert(
      fc.property(fc.array(fc.array(fc.nat(30), { maxLength: 8 }), { maxLength: 12 }), (pages) => {
        const repeats = new Repeats();
        const given = pages.flatMap((ids) => idsOf(repeats.without(page(ids))));
        expect(given).toEqual([...new Set(given)]);
      }),
    );
  });

  it("loses none of pages that overlap, also in lists of any length", () => {
    for (const overlap of [0, 1, 40, 99]) {
      const repeats = new Repeats();
      const given: string[] = [];
      for (let from = 0; from < 12_000; from += 100 - overlap) {
        given.push(...idsOf(repeats.without(page(range(from, from + 100)))));
        if (overlap === 99 && from > 10_200) break;
      }
      expect(given).toEqual([...new Set(given)]);
      expect(given).toEqual(range(0, given.length).map((id) => `r${id}`));
    }
  });

  it("knows a page that comes again after any number of others", () => {
    const repeats = new Repeats();
    for (let from = 0; from < 20_000; from += 500) repeats.without(page(range(from, from + 500)));
    expect(repeats.without(page(range(15_000, 15_500)))).toEqual([]);
  });

  it("keeps rows without an id", () => {
    const repeats = new Repeats();
    const rows = [Row.of({ name: "a" }), Row.of({ name: "b" })];
    expect(repeats.without(rows)).toEqual(rows);
  });
});
