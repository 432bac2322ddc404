import { expect, it } from "vitest";
import { readPage, readRow } from "../../src/http/read-json.ts";
import type { Format } from "../../src/output/options.ts";
import type { ItemResult } from "../../src/output/result.ts";
import { deepest } from "../../src/rows/cutter-state.ts";
import { printed } from "../output/memory-world.ts";

const response = { status: 200, headers: {}, body: (async function* () {})(), discard: () => {} };
const notJson = (text: string) => new Error(`not JSON: ${text.slice(0, 20)}`);
const lists = (depth: number) => "[".repeat(depth) + "]".repeat(depth);
const objects = (depth: number) => `${'{"a":'.repeat(depth)}1${"}".repeat(depth)}`;
async function* inParts(bytes: Buffer, size = 50_000) {
  for (let start = 0; start < bytes.length; start += size) yield bytes.subarray(start, start + size);
}
const tooDeep = { code: "unavailable", message: "the answer nests too deep" };

it.each([
  ["lists", lists],
  ["objects", objects],
])("refuses %s that nest without end, in a record and in a row", async (_name, nested) => {
  const record = Buffer.from(`{"x":${nested(100_000)}}`);
  await expect(readRow(record, response, notJson)).rejects.toMatchObject(tooDeep);
  const page = Buffer.from(`{"rows":[${nested(100_000)}]}`);
  await expect(readPage(inParts(page), response, ["rows"], notJson)).rejects.toMatchObject(tooDeep);
  // With a slip in it, so that the loose reading is tried.
  const loose = Buffer.from(`{"rows":[${nested(100_000)},]}`);
  await expect(readPage(inParts(loose), response, ["rows"], notJson)).rejects.toMatchObject(tooDeep);
  await expect(readRow(loose, response, notJson)).rejects.toMatchObject(tooDeep);
});

it("takes brackets in strings for what they are", async () => {
  const record = Buffer.from(JSON.stringify({ x: `"\\${"[{".repeat(2000)}` }));
  expect((await readRow(record, response, notJson)).bytes).toBe(record);
});

it.each<Format>(["table", "json", "ndjson", "csv", "yaml", "id"])(
  "gives nothing that %s could not print",
  async (format) => {
    const row = await readRow(Buffer.from(objects(deepest)), response, notJson);
    const item: ItemResult = { kind: "item", row, columns: [], id: "id" };
    expect((await printed(item, { format }, 80)).exit).toBe(0);
  },
);

it.each([1, 7, 1000])("cuts a page that comes %d bytes at a time", async (size) => {
  const page = await readPage(
    inParts(Buffer.from('{"n":2,"rows":[{"a":"ä"},{"b":[1]}]}'), size),
    response,
    ["rows"],
    notJson,
  );
  expect(page.rows.map((row) => row.text)).toEqual(['{"a":"ä"}', '{"b":[1]}']);
  expect(page.envelope).toEqual({ n: 2, rows: [] });
});

it("reads a page with a slip in it whole, though some of its rows were cut before", async () => {
  const body = inParts(Buffer.from('{"rows":[{"a":1},{"b":2},]}'), 10);
  expect((await readPage(body, response, ["rows"], notJson)).rows.map((row) => row.value)).toEqual([
    { a: 1 },
    { b: 2 },
  ]);
});
