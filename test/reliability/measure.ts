import { appendFileSync } from "node:fs";
import { expect } from "vitest";
import type { Chapter } from "./chapters.ts";

/** What a campaign tried, and how much of it came out as promised. */
export interface Measured {
  readonly chapter: Chapter;
  /** What was tried, as the row of a table names it. */
  readonly what: string;
  readonly tried: number;
  readonly clean: number;
  /** What a reader should know of the row: what was counted, what cannot be had. */
  readonly note?: string;
}

const record = process.env.RPTCTL_SWEEP_RECORD;

/** How many of something to try: all of it in the full run (`npm run sweep`), a fair sample in `npm test`. */
export function sized(sample: number, full: number): number {
  return record === undefined ? sample : full;
}

/** Writes the row into the record of a full run, and fails the test where not everything came out clean. */
export function measured(row: Measured): void {
  if (record !== undefined) appendFileSync(record, `${JSON.stringify(row)}\n`);
  expect(row.tried, `${row.what}: nothing was tried`).toBeGreaterThan(0);
  expect(row.clean, `${row.what}: clean, of ${row.tried}`).toBe(row.tried);
}
