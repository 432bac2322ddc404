import { compact, indent } from "../rows/indent.ts";
import type { Row, Rows } from "../rows/row.ts";
import { type Printing, rowsOf, type Shaped } from "./printing.ts";
import { addRun, runEnd } from "./runs.ts";
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
  const between = Buffer.concat([after, separator]);
  let before = first;
  let any = false;
  for await (const batch of rows) {
    for (let index = 0; index < batch.length; ) {
      out.add(before);
      const end = world.stdout.isTTY ? index : runEnd(batch, index);
      if (end > index) addRun(out, batch, index, end, between);
      else out.add(oneLine(batch[index] as Row));
      out.add(after);
      index = Math.max(end, index + 1);
      before = separator;
      any = true;
      if (out.full) await out.flush();
    }
    await out.flush();
  }
  return any;
}

/**
 * A row that was not looked at as one line that is safe to show. A terminal is given no others: some take stray bytes of broken
 * UTF-8 for controls.
 */
function oneLine(row: Row): string {
  const text = escapeQuoted(row.text);
  return /[\r\n]/.test(text) ? compact(text) : text;
}
