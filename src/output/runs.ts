import type { Row } from "../rows/row.ts";
import type { Writer } from "./writer.ts";

/** Bytes after which a run ends, so that what is written stays small. */
const longest = 64 * 1024;

/** The index behind the rows from `from` on that stand one after another in one piece and may be printed as they are. */
export function runEnd(rows: readonly Row[], from: number): number {
  const { piece, start } = rows[from] as Row;
  let behind = start;
  let end = from;
  for (let row = rows[end]; row?.clean === true && row.piece === piece; row = rows[end]) {
    if (row.start < behind || (end > from && row.end - start > longest)) break;
    behind = row.end;
    end += 1;
  }
  return end;
}

/**
 * Adds a run of rows with something between them: all are copied at once, and then moved apart or closer, which costs far less than
 * copies one by one. Where just so many bytes stand between them already, nothing is moved.
 */
export function addRun(
  out: Writer,
  rows: readonly Row[],
  from: number,
  to: number,
  between: Uint8Array,
): void {
  const { piece, start } = rows[from] as Row;
  const { end } = rows[to - 1] as Row;
  let size = 0;
  // The copy stands so far to the right that no row is overwritten before it is moved.
  let slack = 0;
  let behind = start;
  for (let index = from; index < to; index += 1) {
    const row = rows[index] as Row;
    if (index > from) slack += Math.max(0, between.length - (row.start - behind));
    size += row.size;
    behind = row.end;
  }
  size += between.length * (to - from - 1);
  const room = out.room(slack + end - start, size);
  room.set(piece.subarray(start, end), slack);
  let used = 0;
  for (let index = from; index < to; index += 1) {
    const row = rows[index] as Row;
    if (index > from) for (const byte of between) room[used++] = byte;
    const at = slack + row.start - start;
    if (at !== used) room.copyWithin(used, at, at + row.size);
    used += row.size;
  }
}
