import { inOneBatch, type Rows } from "../rows/row.ts";
import type { World } from "../world.ts";
import { folded } from "./fold.ts";
import type { OutputOptions } from "./options.ts";
import type { ItemResult, ListResult, WrittenResult } from "./result.ts";
import { sanitise } from "./sanitise.ts";
import type { Writer } from "./writer.ts";

/** What every format is given beside the result. */
export interface Printing {
  readonly out: Writer;
  readonly options: OutputOptions;
  readonly world: World;
}

/** A result that has a shape: what the formats are for. */
export type Shaped = ListResult | ItemResult | WrittenResult;

/** Says something to people on stderr, unless they asked for quiet. */
export async function note(printing: Printing, text: string): Promise<void> {
  if (printing.options.quiet || text === "") return;
  const { stderr } = printing.world;
  await stderr.write(`${await folded(sanitise(text), stderr)}\n`);
}

/** The rows of any result: a list's as they come, the item, the responses of a write. */
export function rowsOf(result: Shaped): Rows {
  if (result.kind === "list") return result.rows;
  return inOneBatch(result.kind === "item" ? [result.row] : result.items.map((item) => item.response));
}

/** The first `count` rows; the source is not asked for more than it takes. */
export async function* take(rows: Rows, count: number): Rows {
  let left = count;
  if (left <= 0) return;
  for await (const batch of rows) {
    yield batch.length > left ? batch.slice(0, left) : batch;
    left -= batch.length;
    if (left <= 0) return;
  }
}

/** The same rows; `add` is told how many each batch has. */
export async function* counted(rows: Rows, add: (count: number) => void): Rows {
  for await (const batch of rows) {
    add(batch.length);
    yield batch;
  }
}
