import { compact, indent } from "../rows/indent.ts";
import type { Row, Rows } from "../rows/row.ts";
import { type Printing, rowsOf, type Shaped } from "./printing.ts";
import { escapeQuoted } from "./sanitise.ts";

const opening = Buffer.from("[\n");
const between = Buffer.from(",\n");
const lineEnd = Buffer.from("\n");
const none = Buffer.alloc(0);

/**
 * One document: an array with a row a line, or one object. The `[` comes with the first row, so that a failure before it
 * prints nothing; a failure later leaves the array open, so that no parser takes it for the whole.
 */
export async function printJson(result: Shaped, printing: Printing): Promise<void> {
  const { out } = printing;
  const rows = rowsOf(result);
  if (result.kind === "item" || (result.kind === "written" && !result.several)) {
    for await (const [row] of rows) {
      if (row !== undefined) out.add(`${indent(escapeQuoted(row.text))}\n`);
    }
  } else {
    const any = await printRows(rows, printing, opening, between, none);
    out.add(any ? "\n]\n" : "[]\n");
  }
  await out.flush();
}

/** One row a line, each with its line end at once. */
export async function printNdjson(result: Shaped, printing: Printing): Promise<void> {
  await printRows(rowsOf(result), printing, none, none, lineEnd);
}

/** Prints rows byte for byte; each batch reaches the reader before the next is asked for. Says whether there was one. */
async function printRows(
  rows: Rows,
  { out, world }: Printing,
  first: Uint8Array,
  separator: Uint8Array,
  after: Uint8Array,
): Promise<boolean> {
  let before = first;
  let any = false;
  for await (const batch of rows) {
    for (const row of batch) {
      out.add(before);
      out.add(oneLine(row, world.stdout.isTTY));
      out.add(after);
      before = separator;
      any = true;
      if (out.full) await out.flush();
    }
    await out.flush();
  }
  return any;
}

/**
 * A row as one line that is safe to show. A terminal is never given bytes that were not looked at here: some take stray
 * bytes of broken UTF-8 for controls.
 */
function oneLine(row: Row, terminal: boolean): Uint8Array | string {
  if (row.clean && !terminal) return row.bytes;
  const text = escapeQuoted(row.text);
  return /[\r\n]/.test(text) ? compact(text) : text;
}
