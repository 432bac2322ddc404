import { stringifyLossless } from "./lossless.ts";
import { Row } from "./row.ts";

/** What stands at a path of a record, as a row of its own, with its numbers as they were written; undefined where nothing does. */
export function innerRow(row: Row, path: readonly string[]): Row | undefined {
  let value = row.exact;
  for (const key of path) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as Record<string, unknown>)[key];
  }
  return value === undefined ? undefined : new Row(Buffer.from(stringifyLossless(value)));
}
