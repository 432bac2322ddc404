import { expect, it } from "vitest";
import { choicesOf } from "../../src/output/choices.ts";
import type { ListResult } from "../../src/output/result.ts";
import { Row, type Rows } from "../../src/rows/row.ts";
import { memoryWorld, plainOptions } from "./memory-world.ts";

const id = (n: number) => `${"0123456789abcdef".repeat(2)}${n}`;

async function labels(values: readonly object[], room: number, named?: string) {
  async function* rows(): Rows {
    yield values.map((value) => Row.of(value));
  }
  const columns = [{ name: "id" }, { name: "name" }, { name: "note" }];
  const result: ListResult = { kind: "list", rows: rows(), columns, id: "id", empty: "" };
  const choices = await choicesOf(result, named, room, { options: plainOptions, world: memoryWorld(room) });
  return choices.map(({ label }) => label);
}

const reports = [
  { id: id(1), name: "Identity Report", note: "who is there" },
  { id: id(2), name: "Role", note: "x" },
];

it.each([
  [80, [`Identity Report  ${id(1)}  who is there`, `Role             ${id(2)}  x`]],
  [58, [`Identity Report  ${id(1)}`, `Role             ${id(2)}`]],
  [40, ["Identity Report", "Role"]],
  [20, ["Identity Report", "Role"]],
])("in %d columns what one chooses by stays, and an id is whole or not there", async (room, expected) => {
  expect(await labels(reports, room, "name")).toEqual(expected);
});

it("names that are all alike are no names to choose by", async () => {
  const scopes = [1, 2, 3].map((n) => ({ id: id(n), name: "project_id", note: "" }));
  expect(await labels(scopes, 34, "name")).toEqual([1, 2, 3].map(id));
});

it("has the id of each row as its value, and leaves out a row without", async () => {
  expect(await labels([{ name: "nameless" }, reports[1]!], 80, "name")).toHaveLength(1);
});
