import { type FileHandle, open } from "node:fs/promises";
import { reasonOf } from "../errno.ts";
import { messageOf, usage } from "../errors.ts";

const pieceSize = 1024 * 1024;

/**
 * So many bytes of a file, a mebibyte at a time: while one piece is sent the next is read. Two buffers serve all of them, so that a
 * piece is good until the next one is asked for. `onPiece` is told how many bytes went before, at the end all.
 * @throws Fault usage for a file that cannot be read, or that becomes shorter meanwhile.
 */
export async function* filePieces(
  path: string,
  size: number,
  onPiece: (before: number) => void,
): AsyncGenerator<Uint8Array> {
  const source = await open(path, "r").catch((error: unknown) => {
    throw usage(`cannot read ${path}: ${reasonOf(error)}`);
  });
  const read = (into: Uint8Array, from: number) => {
    const piece = fill(source, path, into.subarray(0, Math.min(pieceSize, size - from)), from);
    // Its failure is seen when its turn comes.
    piece.catch(() => {});
    return piece;
  };
  const buffers = [Buffer.allocUnsafe(pieceSize), Buffer.allocUnsafe(pieceSize)] as const;
  let next = read(buffers[0], 0);
  try {
    for (let sent = 0, turn = 0; sent < size; turn = 1 - turn) {
      const piece = await next;
      next = read(buffers[1 - turn]!, sent + piece.byteLength);
      onPiece(sent);
      yield piece;
      sent += piece.byteLength;
    }
    onPiece(size);
  } finally {
    await next.catch(() => {});
    await source.close();
  }
}

/** All of the piece: a connection may take several short ones at once, and send them when their buffer holds others. */
async function fill(source: FileHandle, path: string, piece: Uint8Array, from: number): Promise<Uint8Array> {
  for (let done = 0; done < piece.byteLength; ) {
    const { bytesRead } = await source
      .read(piece, done, piece.byteLength - done, from + done)
      .catch((error: unknown) => {
        throw usage(`cannot read ${path}: ${messageOf(error)}`);
      });
    if (bytesRead === 0) throw usage(`${path} became shorter while it was sent`);
    done += bytesRead;
  }
  return piece;
}
