import { lookupOf } from "../rows/path.ts";
import type { Row } from "../rows/row.ts";
import { cellsOf } from "./cell-text.ts";
import { hasUnicode } from "./charset.ts";
import { type ChosenColumn, chosenColumns, columnsOf } from "./columns.ts";
import { naturalColumn, naturalWidths } from "./plain-columns.ts";
import type { Printing } from "./printing.ts";
import type { ListResult } from "./result.ts";
import { fitColumns, measureFor, type NaturalColumn, shorten } from "./width.ts";

/** Rows that are offered at most: who has more narrows them down by flags of the list, not by scrolling. */
const most = 1000;

const gap = "  ";

/** What can be chosen. */
export interface Choice {
  /** Of a row, its id. */
  readonly value: string;
  /** One line that shows it. */
  readonly label: string;
  /** What people call it, where that is not the value. */
  readonly name?: string;
}

/**
 * The rows of a list as lines to choose from: what people call them (the column `named`, where that tells them apart), the id, and of the
 * other columns as many as fit so many columns of a terminal.
 */
export async function choicesOf(
  result: ListResult,
  named: string | undefined,
  room: number,
  { options, world }: Pick<Printing, "options" | "world">,
): Promise<Choice[]> {
  const rows = await firstRows(result);
  const declared = result.columns.length > 0 ? result.columns : columnsOf(rows[0]);
  const key = tellsApart(rows, named) ? named : result.id;
  const rank = ({ path }: ChosenColumn) => (path === key ? 0 : path === result.id ? 1 : 2);
  const columns = chosenColumns(declared, undefined, false).sort((a, b) => rank(a) - rank(b));
  const context = { timezone: options.timezone, now: world.now() };
  const lines = rows.map((row) => ({ cells: cellsOf(row, columns, context), tones: [] }));
  const measure = await measureFor(lines.flatMap((line) => line.cells));
  const natural = naturalWidths(lines, columns, measure).map((width, index) =>
    choiceColumn(columns[index] as ChosenColumn, width, key, result.id),
  );
  const widths = fitColumns(natural, (count) => room - gap.length * (count - 1));
  const unicode = hasUnicode(world);
  const idOf = lookupOf(result.id);
  const nameAt = key === result.id ? -1 : columns.findIndex(({ path }) => path === key);
  return rows.flatMap((row, index) => {
    const id = idOf(row.value);
    if (typeof id !== "string" && typeof id !== "number") return [];
    const { cells } = lines[index] as (typeof lines)[number];
    const shown = cells.flatMap((cell, at) => {
      const width = widths[at];
      if (width === undefined) return [];
      const text = shorten(cell, width, measure, unicode);
      return [text + " ".repeat(Math.max(0, width - measure(text)))];
    });
    const name = cells[nameAt];
    return [{ value: String(id), label: shown.join(gap).trimEnd(), ...(name === undefined ? {} : { name }) }];
  });
}

/** Whether the rows differ in that: what all have in common is no name to choose by. */
function tellsApart(rows: readonly Row[], named: string | undefined): named is string {
  if (named === undefined) return false;
  const nameOf = lookupOf(named);
  return new Set(rows.map((row) => nameOf(row.value))).size > rows.length / 2;
}

/** What one chooses by stays; the id beside it is whole, or left out. */
function choiceColumn(column: ChosenColumn, width: number, key: string, id: string): NaturalColumn {
  const natural = naturalColumn(column, width, key);
  return column.path === id && id !== key ? { ...natural, whole: true, least: width } : natural;
}

async function firstRows({ rows }: ListResult): Promise<Row[]> {
  const first: Row[] = [];
  for await (const batch of rows) {
    first.push(...batch.slice(0, most - first.length));
    if (first.length >= most) break;
  }
  return first;
}
