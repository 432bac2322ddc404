import type { IncomingMessage } from "node:http";
import { Busboy } from "@fastify/busboy";
import { Refusal } from "./fault.ts";
import type { Upload } from "./uploads.ts";

export interface UploadedFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

const mostBytes = 256 * 2 ** 20;

const failed = (text: string) => new Refusal(400, "ReportUploadFailed", text);

/**
 * The files of a multipart body, read as they arrive; `begin` is given what tells its progress and cancels it. Rejects
 * with a Refusal ReportUploadFailed when it is cancelled, breaks off, or is no such body.
 */
export function receiveFiles(
  incoming: IncomingMessage,
  begin: (upload: Upload) => void,
): Promise<readonly UploadedFile[]> {
  const type = incoming.headers["content-type"] ?? "";
  if (!/^multipart\/.*\bboundary=/i.test(type)) {
    return Promise.reject(failed("The data sent is not multipart, or has no boundary."));
  }
  return new Promise((resolve, reject) => {
    const files: UploadedFile[] = [];
    const parser = new Busboy({ headers: { ...incoming.headers, "content-type": type } });
    const length = incoming.headers["content-length"];
    const fail = (why: string) => {
      upload.state = "cancelled";
      incoming.unpipe(parser);
      // What still comes is read and forgotten, so that the sender gets to read the answer.
      incoming.resume();
      reject(failed(why));
    };
    const upload: Upload = {
      total: length === undefined ? undefined : Number(length),
      received: 0,
      state: "running",
      cancel: () => fail("The upload was cancelled."),
    };
    begin(upload);
    incoming.on("data", (chunk: Buffer) => {
      upload.received += chunk.length;
      if (upload.received > mostBytes) fail("The upload is too large.");
    });
    incoming.on("close", () => {
      if (!incoming.complete) fail("The upload broke off.");
    });
    parser.on("file", (_, stream, name) => {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => files.push({ name, bytes: Buffer.concat(chunks) }));
    });
    parser.on("error", () => fail("The multipart data is broken."));
    parser.on("finish", () => {
      if (upload.state !== "running") return;
      upload.state = "done";
      resolve(files);
    });
    incoming.pipe(parser);
  });
}
