import { hasUnicode } from "./charset.ts";
import type { ChosenColumn } from "./columns.ts";
import { headingOf, naturalColumn, naturalWidths } from "./plain-columns.ts";
import type { Printing } from "./printing.ts";
import type { Line } from "./table.ts";
import { painter } from "./tones.ts";
import { fitColumns, fitWidths, measureFor, type NaturalColumn, shorten, wrap } from "./width.ts";

/** What a frame takes around each cell: a line and two blanks; and one more line at the end. */
const aroundCell = 3;

/** A column that is shown. */
interface Place {
  /** Where its cells stand among the others. */
  readonly at: number;
  readonly width: number;
  readonly align: ChosenColumn["align"];
}

/**
 * A table in a frame as wide as the terminal at most: cells are cut and columns left out, or cells broken into lines where
 * `wrapped`. Returns the columns that were left out though they say something.
 */
export async function printFrame(
  rows: readonly Line[],
  columns: readonly ChosenColumn[],
  id: string,
  { out, options, world }: Printing,
  wrapped = false,
): Promise<ChosenColumn[]> {
  const heads = columns.map(headingOf);
  const head: Line = { cells: heads, tones: heads.map(() => "strong") };
  const all = options.headers ? [head, ...rows] : rows;
  const measure = await measureFor(all.flatMap((line) => line.cells));
  const paint = await painter(options.color);
  const unicode = hasUnicode(world);
  const said = naturalWidths(rows, columns, measure);
  const natural = naturalWidths(all, columns, measure).map((width, index) => ({
    ...naturalColumn(columns[index] as ChosenColumn, width, id, said[index]),
    empty: said[index] === 0,
  }));
  const widths = fitted(natural, world.stdout.columns || 80, wrapped);
  const places = widths.flatMap((width, at): Place[] =>
    width === undefined ? [] : [{ at, width, align: columns[at]?.align }],
  );

  const frame = await frameFor(
    places.map(({ width }) => width),
    unicode,
  );
  const row = ({ cells, tones }: Line): string => {
    const broken = places.map(({ at, width }) =>
      wrapped
        ? wrap(cells[at] ?? "", width, measure).split("\n")
        : [shorten(cells[at] ?? "", width, measure, unicode)],
    );
    const height = Math.max(...broken.map((parts) => parts.length));
    return Array.from({ length: height }, (_, level) => {
      const shown = places.map((place, index) => {
        const text = broken[index]?.[level] ?? "";
        return padded(paint(text, tones[place.at]), measure(text), place);
      });
      return frame.row(shown);
    }).join("");
  };

  out.add(frame.top);
  if (options.headers) out.add(row(head) + (rows.length > 0 ? frame.between : ""));
  for (const line of rows) await out.write(row(line));
  await out.write(frame.bottom);
  await out.flush();
  return columns.filter((_, index) => widths[index] === undefined && said[index] !== 0);
}

/** The lines of a frame, and a row of it around padded cells. */
interface Frame {
  readonly top: string;
  readonly between: string;
  readonly bottom: string;
  row(cells: readonly string[]): string;
}

/** Corners and lines of terminals that show ASCII alone. */
const ascii = {
  top: "-",
  "top-left": "+",
  "top-mid": "+",
  "top-right": "+",
  mid: "-",
  "left-mid": "+",
  "mid-mid": "+",
  "right-mid": "+",
  bottom: "-",
  "bottom-left": "+",
  "bottom-mid": "+",
  "bottom-right": "+",
  left: "|",
  middle: "|",
  right: "|",
};

/**
 * The frame that cli-table3 draws around cells of these widths. It draws one row, of which ours are made: its time grows with the
 * square of the rows, and its measure of text is older than ours.
 */
async function frameFor(widths: readonly number[], unicode: boolean): Promise<Frame> {
  const { default: Table } = await import("cli-table3");
  const cells = widths.map((width) => "x".repeat(width));
  const table = new Table({
    head: cells,
    style: { head: [], border: [] },
    ...(unicode ? {} : { chars: ascii }),
  });
  table.push(cells);
  const [top, , between, row = "", bottom] = table.toString().split("\n");
  return {
    top: `${top}\n`,
    between: `${between}\n`,
    bottom: `${bottom}\n`,
    row(filled) {
      let next = 0;
      return `${row.replace(/x+/g, () => filled[next++] ?? "")}\n`;
    },
  };
}

/** Widths that fit into the terminal; undefined for columns that are left out. */
function fitted(
  natural: readonly NaturalColumn[],
  terminal: number,
  wrapped: boolean,
): (number | undefined)[] {
  const roomFor = (count: number) => terminal - aroundCell * count - 1;
  return wrapped ? fitWidths(natural, roomFor(natural.length)) : fitColumns(natural, roomFor);
}

/** The text on its side of the column; colours take no room, so its width is told. */
function padded(text: string, taken: number, { width, align }: Place): string {
  const blanks = " ".repeat(Math.max(0, width - taken));
  return align === "right" ? blanks + text : text + blanks;
}
