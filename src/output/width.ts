/** Columns a text takes on a terminal. */
export type Measure = (text: string) => number;

/** Every character of these is one column wide: ASCII and Latin letters without combining marks. */
const narrow = /^[\x20-\x7E\xA1-\xAC\xAE-\u02FF]*$/;

/** Vowel signs of Indic scripts that stand beside their letter: terminals give them a column of their own. */
const spacing = /\p{Mc}/gu;

let loaded: Measure | undefined;

/**
 * A measure good for these texts: their length where each character is one column wide, else one that knows what is wide, what combines
 * and what emoji are joined of, which is loaded only then.
 */
export async function measureFor(texts: Iterable<string>): Promise<Measure> {
  if (loaded !== undefined) return measured;
  for (const text of texts) {
    if (narrow.test(text)) continue;
    const { default: width } = await import("fast-string-width");
    loaded = (text) => width(text) + (text.match(spacing)?.length ?? 0);
    return measured;
  }
  return (text) => text.length;
}

function measured(text: string): number {
  return narrow.test(text) ? text.length : (loaded as Measure)(text);
}

/**
 * The text cut to a width and ended by an ellipsis: one column of it, or in ASCII two dots. Whole characters only, as a reader counts them.
 */
export function shorten(text: string, width: number, measure: Measure, unicode = true): string {
  if (measure(text) <= width) return text;
  const ellipsis = (unicode ? "…" : "..").slice(0, width);
  let out = "";
  let used = 0;
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    const wide = measure(segment);
    if (used + wide > width - ellipsis.length) break;
    out += segment;
    used += wide;
  }
  return `${out}${ellipsis}`;
}

/** The text in lines of at most that width, broken anywhere. */
export function wrap(text: string, width: number, measure: Measure): string {
  if (measure(text) <= width) return text;
  const lines: string[] = [];
  let line = "";
  let used = 0;
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    const wide = measure(segment);
    if (used + wide > width && line !== "") {
      lines.push(line);
      line = "";
      used = 0;
    }
    line += segment;
    used += wide;
  }
  return [...lines, line].join("\n");
}

/** A column that may have to give way. */
export interface Natural {
  readonly width: number;
  /** What it must keep as long as any other column can still give. */
  readonly least: number;
}

/** A column of a table from which whole columns may be left out. */
export interface NaturalColumn extends Natural {
  /** Half of it is worth nothing (a number): `least` of it is shown, or it is left out. */
  readonly whole?: boolean;
  /** What the rows are told apart by: the last column to be cut, and never left out. */
  readonly id?: boolean;
  /** It goes before those that are not. */
  readonly spare?: boolean;
  /** No row says anything in it: it goes before any other is cut. */
  readonly empty?: boolean;
}

/** What is left of a text column before whole columns are left out. */
const narrowest = 8;

/** Widths that fit into `room` columns in all, taken from the widest first; the natural ones where they fit. */
export function fitWidths(columns: readonly Natural[], room: number): number[] {
  return (
    capped(columns, room, (column) => column.least) ??
    capped(columns, room, () => 4) ??
    columns.map((column) => Math.min(column.width, 4))
  );
}

/**
 * The widths of the columns that fit into the room that so many of them have; undefined for those that are left out. The
 * empty ones go first; then the widest gives, down to its heading, then to a few letters; then columns go, the last one
 * that can be spared first. The id is cut only where it does not fit alone.
 */
export function fitColumns(
  columns: readonly NaturalColumn[],
  roomFor: (count: number) => number,
): (number | undefined)[] {
  const all = columns.map((_, index) => index);
  const natural = columns.reduce((sum, { width }) => sum + width, 0);
  const kept =
    natural <= roomFor(all.length)
      ? all
      : all.filter((index) => columns[index]?.id === true || columns[index]?.empty !== true);
  for (; kept.length > 1; kept.splice(lastToSpare(columns, kept), 1)) {
    const room = roomFor(kept.length);
    const shown = kept.map((index) => columns[index] as NaturalColumn);
    const widths =
      capped(shown, room, (column) => column.least) ??
      capped(shown, room, (column) => (isWhole(column) ? column.least : narrowest));
    if (widths !== undefined) return columns.map((_, index) => widths[kept.indexOf(index)]);
  }
  return columns.map(({ width }, index) =>
    kept.includes(index) ? Math.max(1, Math.min(width, roomFor(1))) : undefined,
  );
}

function isWhole({ whole, id }: NaturalColumn): boolean {
  return whole === true || id === true;
}

/** The place, among those still kept, of the last column that can be spared, else of the last that is no id. */
function lastToSpare(columns: readonly NaturalColumn[], kept: readonly number[]): number {
  const spare = kept.findLastIndex((index) => columns[index]?.spare === true && columns[index]?.id !== true);
  if (spare !== -1) return spare;
  const place = kept.findLastIndex((index) => columns[index]?.id !== true);
  return place === -1 ? kept.length - 1 : place;
}

/** Widths of at most a common cap, or of what a column must keep where that is more; undefined where these do not fit. */
function capped<C extends Natural>(
  columns: readonly C[],
  room: number,
  least: (column: C) => number,
): number[] | undefined {
  const widest = Math.max(0, ...columns.map((column) => column.width));
  for (let cap = widest; cap >= 4; cap -= 1) {
    const widths = columns.map((column) => Math.min(column.width, Math.max(cap, least(column))));
    const spare = room - widths.reduce((sum, width) => sum + width, 0);
    if (spare >= 0) return spread(widths, columns, spare);
  }
  return undefined;
}

/** Gives the columns that were cut what is left over, one each. */
function spread(widths: number[], columns: readonly Natural[], spare: number): number[] {
  let left = spare;
  return widths.map((width, index) => {
    if (left === 0 || width >= (columns[index] as Natural).width) return width;
    left -= 1;
    return width + 1;
  });
}
