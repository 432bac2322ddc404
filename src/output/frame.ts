import Table from "cli-table3";
import { hasUnicode } from "./charset.ts";
import type { ChosenColumn } from "./columns.ts";
import { headingOf, naturalColumn, naturalWidths } from "./plain-columns.ts";
import type { Printing } from "./printing.ts";
import type { Tone } from "./result.ts";
import type { Line } from "./table.ts";
import { painter } from "./tones.ts";
import { fitColumns, fitWidths, measureFor, shorten, wrap } from "./width.ts";

/** What a frame takes around each cell: a line and two blanks; and one more line at the end. */
const aroundCell = 3;

/** A frame for terminals that have no lines to draw with. */
const asciiLines = {
  ...{ top: "-", "top-mid": "+", "top-left": "+", "top-right": "+" },
  ...{ bottom: "-", "bottom-mid": "+", "bottom-left": "+", "bottom-right": "+" },
  ...{ left: "|", "left-mid": "+", mid: "-", "mid-mid": "+", right: "|", "right-mid": "+", middle: "|" },
};

/**
 * A table in a frame as wide as the terminal at most: cells are cut and columns left out, or cells broken into lines where
 * `wrapped`. Returns the columns that were left out.
 */
export async function printFrame(
  lines: readonly Line[],
  columns: readonly ChosenColumn[],
  id: string,
  { out, options, world }: Printing,
  wrapped = false,
): Promise<ChosenColumn[]> {
  const heads = columns.map(headingOf);
  const all = options.headers ? [{ cells: heads, tones: [] }, ...lines] : lines;
  const measure = await measureFor(all.flatMap((line) => line.cells));
  const paint = await painter(options.color);
  const terminal = world.stdout.columns || 80;
  const roomFor = (count: number) => terminal - aroundCell * count - 1;
  const natural = naturalWidths(all, columns, measure).map((width, index) =>
    naturalColumn(columns[index] as ChosenColumn, width, id),
  );
  const widths = wrapped ? fitWidths(natural, roomFor(columns.length)) : fitColumns(natural, roomFor);
  const unicode = hasUnicode(world);
  const trimmed = (text: string, width: number) =>
    wrapped ? wrap(text, width, measure) : shorten(text, width, measure, unicode);
  const printed = (cells: readonly string[], toneOf: (index: number) => Tone | undefined) =>
    widths.flatMap((width, index) =>
      width === undefined ? [] : [paint(trimmed(cells[index] as string, width), toneOf(index))],
    );

  const table = new Table({
    head: options.headers ? printed(heads, () => "strong") : [],
    colAligns: columns
      .filter((_, index) => widths[index] !== undefined)
      .map((column) => column.align ?? "left"),
    ...(unicode ? {} : { chars: asciiLines }),
    // Its own colours would come whatever the user said.
    style: { head: [], border: [], compact: true },
  });
  for (const line of lines) table.push(printed(line.cells, (index) => line.tones[index]));
  out.add(`${table.toString()}\n`);
  await out.flush();
  return columns.filter((_, index) => widths[index] === undefined);
}
