import { randomBytes } from "node:crypto";
import type { Upload } from "./endpoint.ts";
import { filePieces } from "./file-pieces.ts";

/** A file to send. */
export interface UploadFile {
  readonly path: string;
  /** What the server is told that it is called. */
  readonly name: string;
  readonly size: number;
}

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
      yield* filePieces(file.path, file.size, onProgress);
      yield tail;
    },
  };
}

/** As browsers write names into form data. */
function quoted(name: string): string {
  return name.replaceAll('"', "%22").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}
