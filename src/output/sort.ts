import { Numeral, stringifyLossless } from "../rows/lossless.ts";
import type { Lookup } from "../rows/path.ts";
import { inPortions, type Row, type Rows } from "../rows/row.ts";

/**
 * All rows by one value of theirs: numbers by size and before text, text by code unit, so that every machine sorts alike;
 * rows without the value come last either way. Equal rows keep their order. Holds the bytes of all
 * rows in memory.
 */
export async function* sorted(rows: Rows, value: Lookup, descending: boolean): Rows {
  const keyed: { row: Row; key: unknown }[] = [];
  for await (const batch of rows) {
    for (const row of batch) keyed.push({ row: row.bare, key: value(row.exact) });
  }
  keyed.sort((left, right) => {
    if (missing(left.key) || missing(right.key))
      return Number(missing(left.key)) - Number(missing(right.key));
    return descending ? compare(right.key, left.key) : compare(left.key, right.key);
  });
  yield* inPortions(keyed.map(({ row }) => row));
}

function missing(key: unknown): boolean {
  return key === undefined || key === null;
}

function compare(left: unknown, right: unknown): number {
  const leftNumber = left instanceof Numeral || typeof left === "number";
  const rightNumber = right instanceof Numeral || typeof right === "number";
  if (leftNumber && rightNumber) return compareNumbers(String(left), String(right));
  if (leftNumber !== rightNumber) return leftNumber ? -1 : 1;
  const a = typeof left === "string" ? left : stringifyLossless(left);
  const b = typeof right === "string" ? right : stringifyLossless(right);
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Long integers as they are written; the rest as near as a double comes. */
function compareNumbers(left: string, right: string): number {
  const a = Number(left);
  const b = Number(right);
  if (a !== b) return a < b ? -1 : 1;
  if (!/^-?\d+$/.test(left) || !/^-?\d+$/.test(right)) return 0;
  const difference = BigInt(left) - BigInt(right);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}
