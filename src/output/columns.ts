import { usage } from "../errors.ts";
import { type Lookup, lookupOf } from "../rows/path.ts";
import type { Row } from "../rows/row.ts";
import type { OutputOptions } from "./options.ts";
import type { Column } from "./result.ts";

/** A column that is going to be printed. */
export interface ChosenColumn extends Column {
  readonly path: string;
  readonly lookup: Lookup;
  /** Named by `--columns` as a path that no column declares: the rows must show whether it exists. */
  readonly adHoc: boolean;
}

/** The columns to print: those named by `--columns` in that order, else the declared ones. */
export function chosenColumns(
  declared: readonly Column[],
  named: readonly string[] | undefined,
  withHidden: boolean,
): ChosenColumn[] {
  if (named !== undefined) return named.map((name) => columnNamed(declared, name));
  return declared
    .filter((column) => withHidden || column.hidden !== true)
    .map((column) => chosen(column, false));
}

/** The declared column of that name or path, in any case where that leaves no doubt; else the path itself. */
export function columnNamed(declared: readonly Column[], name: string): ChosenColumn {
  const lower = name.toLowerCase();
  const found =
    declared.find((column) => column.name === name) ??
    declared.find((column) => column.path === name) ??
    declared.find((column) => column.name.toLowerCase() === lower);
  return found === undefined ? chosen({ name }, true) : chosen(found, false);
}

/** Columns for rows of which nothing is declared: the keys of the first one. */
export function columnsOf(row: Row | undefined): Column[] {
  const value = row?.value;
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return row === undefined ? [] : [{ name: "value", path: "." }];
  }
  return Object.keys(value).map((name) => ({ name }));
}

/**
 * Refuses a name that is in no row and looks like a slip of a declared one. A name that resembles nothing is left to the
 * rows: a later one may have it. Faults: usage.
 */
export async function refuseSlips(
  columns: readonly ChosenColumn[],
  declared: readonly Column[],
  flag: string,
  first: Row,
): Promise<void> {
  const names = declared.map((column) => column.name);
  for (const column of columns) {
    if (!column.adHoc || names.length === 0 || column.lookup(first.value) !== undefined) continue;
    const { closest, distance } = await import("fastest-levenshtein");
    const name = column.name.toLowerCase();
    const nearest = closest(
      name,
      names.map((known) => known.toLowerCase()),
    );
    const swapped = [...name].sort().join("") === [...nearest].sort().join("");
    if (!swapped && distance(name, nearest) > Math.max(1, Math.floor(name.length / 3))) continue;
    const known = names.find((declaredName) => declaredName.toLowerCase() === nearest) ?? nearest;
    throw usage(
      `${flag}: no such column: ${column.name}`,
      `did you mean ${known}?`,
      `columns: ${names.join(", ")}`,
    );
  }
}

/**
 * Refuses the slips of `--columns` and `--sort-by-column` alike. The rows are sorted by now, those without the value last: what
 * the first one lacks no row has, and unsorted rows must not pass for sorted ones. Faults: usage.
 */
export async function refuseSlipsOf(
  options: OutputOptions,
  columns: readonly ChosenColumn[],
  declared: readonly Column[],
  first: Row,
): Promise<void> {
  await refuseSlips(columns, declared, "--columns", first);
  if (options.sortBy === undefined) return;
  const sort = columnNamed(declared, options.sortBy.path);
  await refuseSlips([sort], declared, "--sort-by-column", first);
  if (!sort.adHoc || sort.lookup(first.value) !== undefined) return;
  const names = declared.map((column) => column.name);
  throw usage(
    `--sort-by-column: no such column: ${sort.name}`,
    "write COLUMN, COLUMN:asc or COLUMN:desc",
    ...(names.length === 0 ? [] : [`columns: ${names.join(", ")}`]),
  );
}

function chosen(column: Column, adHoc: boolean): ChosenColumn {
  const path = column.path ?? column.name;
  return { ...column, path, lookup: lookupOf(path), adHoc };
}
