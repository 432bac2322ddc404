import { expect, it } from "vitest";
import { innerRow } from "../../src/rows/inner.ts";
import { Row } from "../../src/rows/row.ts";

const row = new Row(
  Buffer.from('{"data":{"one":{"big":12345678901234567890,"rate":1.10},"list":[{"a":1}],"none":null}}'),
);

it.each([
  [["data", "one"], '{"big":12345678901234567890,"rate":1.10}'],
  [["data", "list", "0"], '{"a":1}'],
  [["data", "none"], "null"],
  [["data", "absent"], undefined],
  [["data", "none", "deeper"], undefined],
  [["data", "constructor"], undefined],
])("what stands at %j is %s", (path, text) => {
  expect(innerRow(row, path)?.text).toBe(text);
});
