import { stringifyLossless } from "./lossless.ts";
import { valueAt } from "./path.ts";
import { Row } from "./row.ts";

/** What stands at a path of a record, as a row of its own, with its numbers as they were written; undefined where nothing does. */
export function innerRow(row: Row, path: readonly string[]): Row | undefined {
  const value = valueAt(row.exact, path);
  return value === undefined ? undefined : new Row(Buffer.from(stringifyLossless(value)));
}
