import fc from "fast-check";
import { expect, it } from "vitest";
import type { ListResult } from "../../src/output/result.ts";
import { RowCutter } from "../../src/rows/cutter.ts";
import type { Row } from "../../src/rows/row.ts";
import { printed } from "./memory-world.ts";

function list(rows: readonly Row[]): ListResult {
  const batches = (async function* () {
    yield rows;
  })();
  return { kind: "list", rows: batches, columns: [], id: "id", empty: "" };
}

const row = fc
  .oneof(fc.record({ a: fc.string() }), fc.array(fc.nat()), fc.constant({}), fc.constant({ x: "\u202e" }))
  .map((value) => JSON.stringify(value));
const gap = fc.constantFrom(",", ", ", " ,", ",\n", "\n  ,\n\n  ", ",             ");

it("prints rows as they are, whatever stands between them and in whatever pieces they came", async () => {
  const rows = fc.array(fc.tuple(gap, row), { minLength: 1, maxLength: 12 });
  const cuts = fc.array(fc.nat(), { maxLength: 3 });
  await fc.assert(
    fc.asyncProperty(rows, cuts, async (all, at) => {
      const document = Buffer.from(
        `[${all.map(([between, text], n) => (n === 0 ? text : between + text)).join("")}]`,
      );
      const cutter = new RowCutter([]);
      const places = [...at.map((cut) => cut % document.length).sort((a, b) => a - b), document.length];
      const cut = places.flatMap((to, n) => cutter.push(document.subarray(n === 0 ? 0 : places[n - 1], to)));
      const lines = all.map(([, text]) => text.replace("\u202e", "\\u202e"));
      expect((await printed(list(cut), { format: "ndjson" })).out).toBe(
        lines.map((line) => `${line}\n`).join(""),
      );
      expect((await printed(list(cut), { format: "json" })).out).toBe(`[\n${lines.join(",\n")}\n]\n`);
      expect(document.toString()).toContain(all[0]![1]);
    }),
    { numRuns: 300 },
  );
});

it("prints lists larger than what is written at once", async () => {
  const texts = Array.from({ length: 20_000 }, (_, n) => `{"n":${n}}`);
  const rows = new RowCutter([]).push(Buffer.from(`[${texts.join(",")}]`));
  const { out } = await printed(list(rows), { format: "json" });
  // Not toBe: the difference of texts so long would take a minute to be told.
  expect(out === `[\n${texts.join(",\n")}\n]\n`).toBe(true);
});

it("prints rows of one piece in any order, and some of them alone", async () => {
  const rows = new RowCutter([]).push(Buffer.from('[{"n":1},{"n":2}, {"n":3}]')) as [Row, Row, Row];
  const [one, two, three] = rows;
  for (const order of [[three, two, one], [one, three], [two, two, three], [three, one, two], [three]])
    expect((await printed(list(order), { format: "ndjson" })).out).toBe(
      order.map(({ text }) => `${text}\n`).join(""),
    );
});

it("prints a row that is larger than what is copied at once", async () => {
  const texts = [1, 2, 3].map((n) => JSON.stringify({ n, text: "x".repeat(100_000) }));
  const rows = new RowCutter([]).push(Buffer.from(`[${texts.join(",")}]`));
  const { out } = await printed(list(rows), { format: "ndjson" });
  expect(out === texts.map((text) => `${text}\n`).join("")).toBe(true);
});
