import type { Row } from "../../rows/row.ts";
import { member } from "./records.ts";

/** How late a run may begin before it counts as missed, in milliseconds. */
export const usualGrace = 15 * 60_000;

/** The entries of the calendar that were due longer ago than that and are planned still, the oldest first. */
export function missedRuns(
  rows: readonly Row[],
  now: number,
  grace: number,
): readonly { readonly value: unknown; readonly late: number }[] {
  return rows
    .map(({ value }) => ({ value, late: now - Number(member(value, "RunDate")) }))
    .filter(({ late }) => late > grace)
    .sort((one, other) => other.late - one.late);
}
