import { Fault } from "../errors.ts";
import { RowCutter } from "../rows/cutter.ts";
import { nestsTooDeep } from "../rows/depth.ts";
import { Row } from "../rows/row.ts";
import type { Page } from "./api.ts";
import type { WireResponse } from "./wire.ts";

/** Makes the fault of a body that is not JSON. */
type NotJson = (text: string) => Error;

/** A body as one record; `{}` where it is empty. JSON with the slips of real servers is read where its meaning is plain. */
export async function readRow(bytes: Uint8Array, response: WireResponse, notJson: NotJson): Promise<Row> {
  if (bytes.byteLength === 0) return Row.of({});
  refuseDeep(bytes);
  const row = new Row(bytes);
  try {
    void row.value;
    return row;
  } catch {
    const { readLoosely } = await import("./loose-body.ts");
    const loose = readLoosely(row.text, response);
    if (loose !== undefined) return Row.of(loose);
    throw notJson(row.text);
  }
}

/**
 * A body as the rows of the array at `path`, and the rest of the document. The rows are cut while the rest is still on
 * its way, and given when all of it has come.
 */
export async function readPage(
  body: AsyncIterable<Uint8Array>,
  response: WireResponse,
  path: readonly string[],
  notJson: NotJson,
): Promise<Omit<Page, "headers">> {
  const parts: Uint8Array[] = [];
  const rows: Row[] = [];
  const cutter = new RowCutter(path);
  let broken = false;
  const cut = (work: () => void) => {
    try {
      if (!broken) work();
    } catch {
      broken = true;
    }
  };
  for await (const part of body) {
    parts.push(part);
    cut(() => {
      for (const row of cutter.push(part)) rows.push(row);
    });
  }
  cut(() => cutter.end());
  if (!broken) return { rows, found: cutter.found, envelope: cutter.envelope };

  const bytes = Buffer.concat(parts);
  refuseDeep(bytes);
  const text = bytes.toString("utf8");
  const { readLoosely, rowsAt } = await import("./loose-body.ts");
  const loose = readLoosely(text, response);
  if (loose !== undefined) return rowsAt(loose, path);
  throw notJson(text);
}

/** JSON.parse takes what nothing after it can walk down. */
function refuseDeep(bytes: Uint8Array): void {
  if (nestsTooDeep(bytes)) throw new Fault("unavailable", "the answer nests too deep");
}
