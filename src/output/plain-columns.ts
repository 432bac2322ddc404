import { hasUnicode } from "./charset.ts";
import type { ChosenColumn } from "./columns.ts";
import type { Printing } from "./printing.ts";
import { sanitise } from "./sanitise.ts";
import type { Line } from "./table.ts";
import { type Paint, painter } from "./tones.ts";
import { fitColumns, type Measure, measureFor, type NaturalColumn, shorten } from "./width.ts";

const gap = "  ";

/**
 * Columns with two spaces between them: no frame, no trailing blanks. In a pipe nothing is cut, a wider cell just pushes
 * its line; on a terminal cells are cut to fit, and columns left out.
 */
export class ColumnPrinter {
  readonly #columns: readonly ChosenColumn[];
  readonly #printing: Printing;
  readonly #paint: Paint;
  readonly #widths: readonly (number | undefined)[];
  readonly #id: string;
  readonly #unicode: boolean;

  private constructor(
    columns: readonly ChosenColumn[],
    printing: Printing,
    paint: Paint,
    widths: readonly (number | undefined)[],
    id: string,
  ) {
    this.#columns = columns;
    this.#printing = printing;
    this.#paint = paint;
    this.#widths = widths;
    this.#id = id;
    this.#unicode = hasUnicode(printing.world);
  }

  /** The columns that the terminal has no room for. */
  get leftOut(): ChosenColumn[] {
    return this.#columns.filter((_, index) => this.#widths[index] === undefined);
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
    const said = naturalWidths(sample, columns, measure);
    const terminal = world.stdout.columns || 80;
    const widths = world.stdout.isTTY
      ? fitColumns(
          natural.map((width, index) =>
            naturalColumn(columns[index] as ChosenColumn, width, id, said[index]),
          ),
          (count) => terminal - gap.length * (count - 1),
        )
      : natural;
    const printer = new ColumnPrinter(columns, printing, await painter(options.color), widths, id);
    for (const line of shown) out.add(printer.#line(line, measure));
    return printer;
  }

  /** Prints lines and sees them out. */
  async print(lines: readonly Line[]): Promise<void> {
    const { out } = this.#printing;
    const measure = await measureFor(cellsIn(lines));
    for (const line of lines) {
      out.add(this.#line(line, measure));
      if (out.full) await out.flush();
    }
    await out.flush();
  }

  #line(line: Line, measure: Measure): string {
    const { stdout } = this.#printing.world;
    let out = "";
    let blanks = 0;
    let first = true;
    for (let index = 0; index < this.#columns.length; index += 1) {
      const width = this.#widths[index];
      if (width === undefined) continue;
      const whole = line.cells[index] as string;
      // An id wider than those that the widths were taken from pushes its line, as in a pipe.
      const most = this.#columns[index]?.path === this.#id ? stdout.columns || 80 : width;
      const text = stdout.isTTY ? shorten(whole, most, measure, this.#unicode) : whole;
      const missing = Math.max(0, width - measure(text));
      if (!first) blanks += gap.length;
      first = false;
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

/** What a column keeps while others can give: ids, numbers and times everything, since half of one is worth nothing. */
export function naturalColumn(
  column: ChosenColumn,
  width: number,
  id: string,
  said: number = width,
): NaturalColumn {
  const isId = column.path === id;
  const whole = column.align === "right" || column.text?.whole === true;
  const heading = Math.max(8, column.name.length);
  const least = isId ? width : whole ? Math.min(width, Math.max(said, 8)) : heading;
  return { width, whole, id: isId, least, spare: column.spare === true };
}
