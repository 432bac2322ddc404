import { Numeral, stringifyLossless } from "../rows/lossless.ts";
import type { Row } from "../rows/row.ts";
import type { ChosenColumn } from "./columns.ts";
import type { CellContext } from "./result.ts";
import { sanitise } from "./sanitise.ts";

/** A value as text where no column says how: lists of plain values joined, what nests as compact JSON, nothing for null. */
export function plainText(value: unknown): string {
  if (typeof value === "string") return value;
  if (value === undefined || value === null) return "";
  if (typeof value !== "object") return String(value);
  if (value instanceof Numeral) return value.source;
  if (Array.isArray(value) && value.every(isScalar)) return value.map(plainText).join(", ");
  return stringifyLossless(value);
}

/** Whether a value fits a cell without brackets. */
export function isScalar(value: unknown): boolean {
  return typeof value !== "object" || value === null || value instanceof Numeral;
}

/** The cells of one row for people, safe to show. */
export function cellsOf(row: Row, columns: readonly ChosenColumn[], context: CellContext): string[] {
  const fields = fieldsOf(row);
  return columns.map((column) => {
    const value = column.lookup(column.text === undefined ? row.value : fields);
    return sanitise(
      column.text?.(value, fields, context) ?? plainText(exactly(value, row, column)),
    ).trimEnd();
  });
}

/** The value with its numbers as they were written. Only what holds numbers is looked up anew. */
function exactly(value: unknown, row: Row, column: ChosenColumn): unknown {
  const mayHoldNumbers = typeof value === "number" || (typeof value === "object" && value !== null);
  return mayHoldNumbers ? column.lookup(row.exact) : value;
}

/** The parsed record that columns are computed from; empty for a row that is no object. */
export function fieldsOf(row: Row): Record<string, unknown> {
  const value = row.value;
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}
