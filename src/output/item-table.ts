import { Numeral } from "../rows/lossless.ts";
import type { Row } from "../rows/row.ts";
import { cellsOf, fieldsOf, isScalar, plainText } from "./cell-text.ts";
import { type ChosenColumn, chosenColumns, columnsOf, refuseSlips } from "./columns.ts";
import type { Printing } from "./printing.ts";
import type { ItemResult } from "./result.ts";
import { sanitise } from "./sanitise.ts";
import { framedFrom, type Line } from "./table.ts";

/**
 * One thing as two columns, field and value: the declared columns first, then whatever else the record holds, nested
 * objects by dotted names. With `--columns` those alone.
 */
export async function printItemTable(result: ItemResult, printing: Printing): Promise<void> {
  const { options, world } = printing;
  const declared = result.columns.length > 0 ? result.columns : [];
  const columns = chosenColumns(declared, options.columns, true);
  await refuseSlips(columns, declared.length > 0 ? declared : columnsOf(result.row), "--columns", result.row);

  const fields = fieldsOf(result.row);
  const texts = cellsOf(result.row, columns, { timezone: options.timezone, now: world.now() });
  const lines: Line[] = [];
  columns.forEach((column, index) => {
    const value = column.lookup(fields);
    if (options.columns === undefined && texts[index] === "" && value === undefined) return;
    lines.push(line(column.name, texts[index] as string, column.tone?.(value, fields)));
  });
  if (options.columns === undefined) {
    for (const [name, value] of otherFields(result.row, columns)) lines.push(line(name, plainText(value)));
  }

  const heads: ChosenColumn[] = [headed("field"), headed("value")];
  if (world.stdout.isTTY && (world.stdout.columns || 80) < framedFrom) {
    await printNarrow(lines, printing);
  } else if (world.stdout.isTTY) {
    const { printFrame } = await import("./frame.ts");
    await printFrame(lines, heads, "field", printing, true);
  } else {
    const { ColumnPrinter } = await import("./plain-columns.ts");
    const printer = await ColumnPrinter.of(lines, heads, "field", printing);
    await printer.print(lines);
  }
}

/** `field: value`, a line each. The terminal breaks what is too long: so an id can still be copied as one. */
async function printNarrow(lines: readonly Line[], { out, options }: Printing): Promise<void> {
  const { painter } = await import("./tones.ts");
  const paint = await painter(options.color);
  for (const { cells, tones } of lines) {
    const [name = "", text = ""] = cells;
    out.add(paint(`${name}:`, tones[0]) + (text === "" ? "" : ` ${paint(text, tones[1])}`));
    await out.write("\n");
  }
  await out.flush();
}

function line(name: string, text: string, tone?: Line["tones"][number]): Line {
  return { cells: [sanitise(name), sanitise(text)], tones: ["dim", tone] };
}

function headed(name: string): ChosenColumn {
  return { name, path: name, lookup: () => undefined, adHoc: false };
}

/** The leaves of a record that no column shows, by dotted name. */
function* otherFields(row: Row, columns: readonly ChosenColumn[]): Iterable<[string, unknown]> {
  const shown = columns.map((column) => column.path);
  const record = row.exact;
  if (isScalar(record) || Array.isArray(record)) {
    if (shown.length === 0) yield ["value", record];
    return;
  }
  yield* leaves(record as Record<string, unknown>, "", shown);
}

function* leaves(
  record: Record<string, unknown>,
  prefix: string,
  shown: readonly string[],
): Iterable<[string, unknown]> {
  for (const [key, value] of Object.entries(record)) {
    const name = prefix + key;
    if (shown.includes(name)) continue;
    if (isScalar(value) || Array.isArray(value) || value instanceof Numeral) yield [name, value];
    else if (Object.keys(value as object).length === 0) yield [name, value];
    else yield* leaves(value as Record<string, unknown>, `${name}.`, shown);
  }
}
