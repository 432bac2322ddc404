import { inPortions, type Row } from "../rows/row.ts";
import { cellsOf, fieldsOf } from "./cell-text.ts";
import { type ChosenColumn, chosenColumns, columnNamed, columnsOf, refuseSlipsOf } from "./columns.ts";
import type { Printing } from "./printing.ts";
import { note } from "./printing.ts";
import type { CellContext, ListResult, Tone } from "./result.ts";
import { sorted } from "./sort.ts";

/** Rows that a frame is drawn around, and that column widths are taken from. */
const lookAhead = 200;

/** Columns of a terminal below which a frame would take too much of it. */
export const framedFrom = 60;

/** A row ready to print. */
export interface Line {
  readonly cells: readonly string[];
  readonly tones: readonly (Tone | undefined)[];
}

/**
 * A list for people: framed and fitted on a terminal, plain columns in a pipe, on a narrow terminal and beyond 200 rows,
 * from where on rows stream with the widths of the first 200.
 */
export async function printTable(result: ListResult, printing: Printing): Promise<void> {
  const { options, world } = printing;
  const by = options.sortBy;
  const rows = by ? sorted(result.rows, columnNamed(result.columns, by.path).lookup, by.desc) : result.rows;
  const context: CellContext = { timezone: options.timezone, now: world.now() };

  const iterator = rows[Symbol.asyncIterator]();
  try {
    const { head, ended } = await gather(iterator, result.live === true ? 1 : lookAhead + 1);
    const first = head[0];
    if (first === undefined) return await note(printing, result.empty);
    const declared = result.columns.length > 0 ? result.columns : columnsOf(first);
    const columns = chosenColumns(declared, options.columns, false);
    await refuseSlipsOf(options, columns, declared, first);

    const seen = new Set<ChosenColumn>();
    const lines = (batch: readonly Row[]) => batch.map((row) => lineOf(row, columns, context, seen));
    const roomy = world.stdout.isTTY && (world.stdout.columns || 80) >= framedFrom;
    if (roomy && ended && head.length <= lookAhead && result.live !== true) {
      const { printFrame } = await import("./frame.ts");
      await noteLeftOut(await printFrame(lines(head), columns, result.id, printing), printing);
    } else {
      const { ColumnPrinter } = await import("./plain-columns.ts");
      const sample = lines(head.slice(0, lookAhead));
      const printer = await ColumnPrinter.of(sample, columns, result.id, printing);
      await noteLeftOut(printer.leftOut, printing);
      for (const portion of inPortions(head)) await printer.print(lines(portion));
      for (let next = await iterator.next(); next.done !== true; next = await iterator.next()) {
        for (const portion of inPortions(next.value)) await printer.print(lines(portion));
      }
    }
    await noteMissing(columns, seen, printing);
  } finally {
    await iterator.return?.();
  }
}

/** Rows until there are `enough` of them, or the end. */
async function gather(
  iterator: AsyncIterator<readonly Row[]>,
  enough: number,
): Promise<{ head: Row[]; ended: boolean }> {
  const head: Row[] = [];
  while (head.length < enough) {
    const next = await iterator.next();
    if (next.done === true) return { head, ended: true };
    for (const row of next.value) head.push(row);
  }
  return { head, ended: false };
}

function lineOf(
  row: Row,
  columns: readonly ChosenColumn[],
  context: CellContext,
  seen: Set<ChosenColumn>,
): Line {
  const fields = fieldsOf(row);
  for (const column of columns) {
    if (column.adHoc && !seen.has(column) && column.lookup(row.value) !== undefined) seen.add(column);
  }
  return {
    cells: cellsOf(row, columns, context),
    tones: columns.map((column) => column.tone?.(column.lookup(fields), fields)),
  };
}

/** Says which columns the terminal has no room for, lest they be taken for absent. */
async function noteLeftOut(columns: readonly ChosenColumn[], printing: Printing): Promise<void> {
  if (columns.length === 0) return;
  const counted = columns.length === 1 ? "1 column does" : `${columns.length} columns do`;
  const names = columns.map((column) => column.name).join(", ");
  await note(printing, `${counted} not fit: ${names}; --columns chooses, -o json has all`);
}

/** Says which named paths no row had, lest an empty column be taken for an answer. */
export async function noteMissing(
  columns: readonly ChosenColumn[],
  seen: ReadonlySet<ChosenColumn>,
  printing: Printing,
): Promise<void> {
  const missing = columns.filter((column) => column.adHoc && !seen.has(column)).map((column) => column.name);
  if (missing.length > 0) await note(printing, `--columns: no row has ${missing.join(", ")}`);
}
