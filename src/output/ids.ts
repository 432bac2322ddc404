import { lookupOf } from "../rows/path.ts";
import { inOneBatch } from "../rows/row.ts";
import { plainText } from "./cell-text.ts";
import { note, type Printing, type Shaped } from "./printing.ts";
import type { WrittenResult } from "./result.ts";
import { sanitise } from "./sanitise.ts";

/** The id of each row, one a line; rows without one are passed over. */
export async function printIds(result: Shaped, printing: Printing): Promise<void> {
  if (result.kind === "written") return await printWritten(result, printing);
  const { out } = printing;
  if (result.kind === "item" && result.idText !== undefined) {
    await out.write(`${sanitise(result.idText)}\n`);
    return await out.flush();
  }
  const find = lookupOf(result.id);
  for await (const batch of result.kind === "list" ? result.rows : inOneBatch([result.row])) {
    for (const row of batch) {
      const id = sanitise(plainText(find(row.exact)));
      if (id !== "") await out.write(`${id}\n`);
    }
    await out.flush();
  }
}

/** The ids alone on stdout, so that `id=$(...)` holds nothing else, and what happened on stderr. */
export async function printWritten(result: WrittenResult, printing: Printing): Promise<void> {
  for (const { id } of result.items) {
    if (id !== "") printing.out.add(`${sanitise(id)}\n`);
  }
  await printing.out.flush();
  await note(printing, result.note);
}
