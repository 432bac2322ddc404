import { randomBytes } from "node:crypto";
import { open } from "node:fs/promises";
import { reasonOf } from "../errno.ts";
import { messageOf, usage } from "../errors.ts";
import type { Upload } from "./endpoint.ts";

/** A file to send. */
export interface UploadFile {
  readonly path: string;
  /** What the server is told that it is called. */
  readonly name: string;
  readonly size: number;
}

const pieceSize = 1024 * 1024;

/**
 * One file as multipart/form-data, read a mebibyte at a time, its length known beforehand. `onProgress` is told how many of its
 * bytes have been taken; it begins at 0 again where the request is sent again.
 */
export function multipart(
  part: string,
  file: UploadFile,
  onProgress: (sent: number) => void = () => {},
): Upload {
  const boundary = `rptctl-${randomBytes(16).toString("hex")}`;
  const head = Buffer.from(
    `--${boundary}\r\nContent-Disposition: form-data; name="${quoted(part)}"; filename="${quoted(file.name)}"\r\n` +
      "Content-Type: application/octet-stream\r\n\r\n",
  );
  const tail = Buffer.from(`\r\n--${boundary}--\r\n`);
  return {
    type: `multipart/form-data; boundary=${boundary}`,
    length: head.byteLength + file.size + tail.byteLength,
    description: { part, filename: file.name, bytes: file.size },
    async *parts() {
      yield head;
      yield* pieces(file, onProgress);
      yield tail;
    },
  };
}

/** The whole file and nothing more: a length has been promised. @throws Fault usage for a file that changes meanwhile. */
async function* pieces(
  { path, size }: UploadFile,
  onProgress: (sent: number) => void,
): AsyncGenerator<Uint8Array> {
  const source = await open(path, "r").catch((error: unknown) => {
    throw usage(`cannot read ${path}: ${reasonOf(error)}`);
  });
  try {
    for (let sent = 0; sent < size; ) {
      const piece = Buffer.allocUnsafe(Math.min(pieceSize, size - sent));
      const { bytesRead } = await source.read(piece, 0, piece.byteLength, sent).catch((error: unknown) => {
        throw usage(`cannot read ${path}: ${messageOf(error)}`);
      });
      if (bytesRead === 0) throw usage(`${path} became shorter while it was sent`);
      onProgress(sent);
      yield piece.subarray(0, bytesRead);
      sent += bytesRead;
    }
    onProgress(size);
  } finally {
    await source.close();
  }
}

/** As browsers write names into form data. */
function quoted(name: string): string {
  return name.replaceAll('"', "%22").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}
