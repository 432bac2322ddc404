import { expect, it } from "vitest";
import { sorted } from "../../src/output/sort.ts";
import { lookupOf } from "../../src/rows/path.ts";
import { Row, type Rows } from "../../src/rows/row.ts";

async function order(keys: readonly string[], descending: boolean): Promise<string[]> {
  async function* rows(): Rows {
    for (const key of keys) yield [new Row(Buffer.from(key === "" ? "{}" : `{"k":${key}}`))];
  }
  const out: string[] = [];
  for await (const batch of sorted(rows(), lookupOf("k"), descending)) {
    for (const row of batch) out.push(row.text === "{}" ? "" : row.text.slice(5, -1));
  }
  return out;
}

it.each<[string, string[], string[], string[]]>([
  ["numbers by size", ["10", "9", "-1", "1.5"], ["-1", "1.5", "9", "10"], ["10", "9", "1.5", "-1"]],
  [
    "long integers exactly",
    ["12345678901234567891", "12345678901234567890"],
    ["12345678901234567890", "12345678901234567891"],
    ["12345678901234567891", "12345678901234567890"],
  ],
  [
    "text by code unit",
    ['"b"', '"a"', '"B"', '"è"'],
    ['"B"', '"a"', '"b"', '"è"'],
    ['"è"', '"b"', '"a"', '"B"'],
  ],
  [
    "missing ones last either way",
    ["null", "1", "", '"a"'],
    ["1", '"a"', "null", ""],
    ['"a"', "1", "null", ""],
  ],
  ["booleans", ["true", "false"], ["false", "true"], ["true", "false"]],
  ["equal ones as they came", ["1.0", "1", "1.00"], ["1.0", "1", "1.00"], ["1.0", "1", "1.00"]],
])("sorts %s", async (_name, keys, ascending, descending) => {
  expect(await order(keys, false)).toEqual(ascending);
  expect(await order(keys, true)).toEqual(descending);
});
