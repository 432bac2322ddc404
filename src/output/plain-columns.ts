import type { ChosenColumn } from "./columns.ts";
import type { Printing } from "./printing.ts";
import { sanitise } from "./sanitise.ts";
import type { Line } from "./table.ts";
import { type Paint, painter } from "./tones.ts";
import { fitWidths, type Measure, measureFor, shorten } from "./width.ts";

const gap = "  ";

/**
 * Columns with two spaces between them: no frame, no trailing blanks. In a pipe nothing is cut, a wider cell just pushes
 * its line; on a terminal cells are cut to fit.
 */
export class ColumnPrinter {
  readonly #columns: readonly ChosenColumn[];
  readonly #printing: Printing;
  readonly #paint: Paint;
  readonly #widths: readonly number[];

  private constructor(
    columns: readonly ChosenColumn[],
    printing: Printing,
    paint: Paint,
    widths: readonly number[],
  ) {
    this.#columns = columns;
    this.#printing = printing;
    this.#paint = paint;
    this.#widths = widths;
  }

  /** Takes the widths from sample lines and prints the header. */
  static async of(
    sample: readonly Line[],
    columns: readonly ChosenColumn[],
    id: string,
    printing: Printing,
  ): Promise<ColumnPrinter> {
    const { options, world, out } = printing;
    const heads = columns.map(headingOf);
    const shown = options.headers ? [{ cells: heads, tones: heads.map(() => "strong" as const) }] : [];
    const measure = await measureFor([...shown, ...sample].flatMap((line) => line.cells));
    const natural = naturalWidths([...shown, ...sample], columns, measure);
    const widths = world.stdout.isTTY
      ? fitWidths(
          natural.map((width, index) => ({
            width,
            least: leastOf(columns[index] as ChosenColumn, width, id),
          })),
          (world.stdout.columns || 80) - gap.length * (columns.length - 1),
        )
      : natural;
    const printer = new ColumnPrinter(columns, printing, await painter(options.color), widths);
    for (const line of shown) out.add(printer.#line(line, measure));
    return printer;
  }

  /** Prints lines and sees them out. */
  async print(lines: readonly Line[]): Promise<void> {
    const { out } = this.#printing;
    const measure = await measureFor(cellsIn(lines));
    for (const line of lines) await out.write(this.#line(line, measure));
    await out.flush();
  }

  #line(line: Line, measure: Measure): string {
    const cut = this.#printing.world.stdout.isTTY;
    let out = "";
    let blanks = 0;
    for (let index = 0; index < this.#columns.length; index += 1) {
      const width = this.#widths[index] as number;
      const whole = line.cells[index] as string;
      const text = cut ? shorten(whole, width, measure) : whole;
      const missing = Math.max(0, width - measure(text));
      if (index > 0) blanks += gap.length;
      const right = this.#columns[index]?.align === "right";
      if (text !== "") {
        out += " ".repeat(right ? blanks + missing : blanks) + this.#paint(text, line.tones[index]);
        blanks = right ? 0 : missing;
      } else blanks += missing;
    }
    return `${out}\n`;
  }
}

function* cellsIn(lines: readonly Line[]): Iterable<string> {
  for (const line of lines) yield* line.cells;
}

/** What stands over a column. Names may come from a server's keys, so they are no safer than its values. */
export function headingOf(column: ChosenColumn): string {
  return sanitise(column.name.toUpperCase());
}

/** The widest cell of each column. */
export function naturalWidths(
  lines: readonly Line[],
  columns: readonly unknown[],
  measure: Measure,
): number[] {
  const widths = columns.map(() => 0);
  for (const line of lines) {
    for (let index = 0; index < widths.length; index += 1) {
      const width = measure(line.cells[index] as string);
      if (width > (widths[index] as number)) widths[index] = width;
    }
  }
  return widths;
}

/** What a column keeps while others can give: ids and numbers everything, since half of one is worth nothing. */
export function leastOf(column: ChosenColumn, width: number, id: string): number {
  return column.path === id || column.align === "right" ? width : Math.max(8, column.name.length);
}
