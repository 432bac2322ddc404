/** Columns a text takes on a terminal. */
export type Measure = (text: string) => number;

/** Every character of these is one column wide: ASCII and Latin letters without combining marks. */
const narrow = /^[\x20-\x7E\xA1-\xAC\xAE-\u02FF]*$/;

let loaded: Measure | undefined;

/**
 * A measure good for these texts: their length where each character is one column wide, else the measure that cli-table3
 * uses as well, which is loaded only then.
 */
export async function measureFor(texts: Iterable<string>): Promise<Measure> {
  if (loaded !== undefined) return measured;
  for (const text of texts) {
    if (narrow.test(text)) continue;
    loaded = (await import("string-width")).default;
    return measured;
  }
  return (text) => text.length;
}

function measured(text: string): number {
  return narrow.test(text) ? text.length : (loaded as Measure)(text);
}

/** The text cut to a width, the last column of it an ellipsis; whole characters only, as a reader counts them. */
export function shorten(text: string, width: number, measure: Measure): string {
  if (measure(text) <= width) return text;
  let out = "";
  let used = 0;
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    const wide = measure(segment);
    if (used + wide > width - 1) break;
    out += segment;
    used += wide;
  }
  return `${out}…`;
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

/** Widths that fit into `room` columns in all, taken from the widest first; the natural ones where they fit. */
export function fitWidths(columns: readonly Natural[], room: number): number[] {
  const within = (cap: number, least: (column: Natural) => number) =>
    columns.map((column) => Math.min(column.width, Math.max(cap, least(column))));
  const total = (widths: number[]) => widths.reduce((sum, width) => sum + width, 0);
  for (const least of [(column: Natural) => column.least, () => 4]) {
    const widest = Math.max(0, ...columns.map((column) => column.width));
    for (let cap = widest; cap >= 4; cap -= 1) {
      const widths = within(cap, least);
      if (total(widths) <= room) return spread(widths, columns, room - total(widths));
    }
  }
  return within(4, () => 4);
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
