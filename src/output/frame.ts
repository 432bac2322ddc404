import Table from "cli-table3";
import type { ChosenColumn } from "./columns.ts";
import { headingOf, leastOf, naturalWidths } from "./plain-columns.ts";
import type { Printing } from "./printing.ts";
import type { Line } from "./table.ts";
import { painter } from "./tones.ts";
import { fitWidths, measureFor, shorten, wrap } from "./width.ts";

/** What a frame takes around each cell: a line and two blanks; and one more line at the end. */
const aroundCell = 3;

/** A table in a frame as wide as the terminal at most: cells are cut, or broken into lines where `wrapped`. */
export async function printFrame(
  lines: readonly Line[],
  columns: readonly ChosenColumn[],
  id: string,
  { out, options, world }: Printing,
  wrapped = false,
): Promise<void> {
  const heads = options.headers ? columns.map(headingOf) : [];
  const all = options.headers ? [{ cells: heads, tones: [] }, ...lines] : lines;
  const measure = await measureFor(all.flatMap((line) => line.cells));
  const paint = await painter(options.color);
  const widths = fitWidths(
    naturalWidths(all, columns, measure).map((width, index) => ({
      width,
      least: leastOf(columns[index] as ChosenColumn, width, id),
    })),
    (world.stdout.columns || 80) - aroundCell * columns.length - 1,
  );
  const fitted = (text: string, index: number) =>
    wrapped ? wrap(text, widths[index] as number, measure) : shorten(text, widths[index] as number, measure);

  const table = new Table({
    head: heads.map((head, index) => paint(fitted(head, index), "strong")),
    colAligns: columns.map((column) => column.align ?? "left"),
    // Its own colours would come whatever the user said.
    style: { head: [], border: [], compact: true },
  });
  for (const line of lines) {
    table.push(line.cells.map((cell, index) => paint(fitted(cell, index), line.tones[index])));
  }
  out.add(`${table.toString()}\n`);
  await out.flush();
}
