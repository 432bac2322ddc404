import { Numeral, stringifyLossless } from "../rows/lossless.ts";
import type { Row } from "../rows/row.ts";
import { chosenColumns, columnNamed, columnsOf, refuseSlipsOf } from "./columns.ts";
import { CsvLines } from "./csv-lines.ts";
import { type Printing, rowsOf, type Shaped } from "./printing.ts";
import { sanitiseCsv, sanitiseLines } from "./sanitise.ts";
import { sorted } from "./sort.ts";
import { noteMissing } from "./table.ts";

/**
 * RFC 4180 with the API's own values: CRLF, UTF-8 without a mark, one header row, which comes for an empty list too. What
 * a spreadsheet would run as a formula gets a leading `'`, unless asked not to.
 */
export async function printCsv(result: Shaped, printing: Printing): Promise<void> {
  const { out, options, world } = printing;
  const own = result.kind === "written" ? [] : result.columns;
  const by = options.sortBy;
  const rows = by ? sorted(rowsOf(result), columnNamed(own, by.path).lookup, by.desc) : rowsOf(result);
  const cell = cellWriter(!options.csvRaw, world.stdout.isTTY ? sanitiseLines : sanitiseCsv);

  let lines: CsvLines | undefined;
  const start = (first: Row | undefined) => {
    const declared = own.length > 0 ? own : columnsOf(first);
    const chosen = chosenColumns(declared, options.columns, true);
    if (options.headers && chosen.length > 0) {
      out.add(`${chosen.map((column) => cell(column.name)).join(",")}\r\n`);
    }
    return chosen;
  };
  for await (const batch of rows) {
    for (const row of batch) {
      if (lines === undefined) {
        const declared = own.length > 0 ? own : columnsOf(row);
        await refuseSlipsOf(options, chosenColumns(declared, options.columns, true), declared, row);
        lines = new CsvLines(start(row), cell, !options.csvRaw);
      }
      if (world.stdout.isTTY) lines.addParsed(row);
      else lines.add(row);
      if (lines.size >= enough) await out.write(lines.taken());
    }
    if (lines !== undefined) out.add(lines.taken());
    await out.flush();
  }
  if (lines === undefined) start(undefined);
  else await noteMissing(lines.columns, lines.seen, printing);
  await out.flush();
}

/** Bytes of lines that are printed at a time. */
const enough = 64 * 1024;

const number = /^-?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;

/** How one value becomes one cell. */
function cellWriter(guarded: boolean, clean: (text: string) => string): (value: unknown) => string {
  return (value) => {
    if (typeof value === "number" || typeof value === "boolean") return String(value);
    if (value === undefined || value === null) return "";
    if (value instanceof Numeral) return value.source;
    let text = clean(typeof value === "string" ? value : stringifyLossless(value));
    if (guarded && /^[=+\-@\t\r]/.test(text) && !number.test(text)) text = `'${text}`;
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
}
