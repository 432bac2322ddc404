import { Fault } from "../errors.ts";
import { PartFile, refuseExisting } from "../files/part.ts";
import { type Document, type OpenedDocument, openDocument, total } from "./document.ts";
import { WireError, type WireResponse } from "./wire.ts";

export interface DownloadOptions {
  /** The path to save at, where it is known before the server names the file. */
  readonly path: string | undefined;
  /** The path to save at, by what the server answers; asked only where `path` is undefined. */
  pathFor(response: WireResponse): string;
  readonly overwrite: boolean;
  /** So many bytes are there, of so many where the server tells. */
  onProgress?(done: number, total: number | undefined): void;
}

export interface Downloaded {
  readonly path: string;
  readonly bytes: number;
  /** How many of them were there from an earlier try. */
  readonly resumed: number;
}

/**
 * Fetches a document into a file. It is written to `NAME.part` and gets its name when it is whole; what breaks off is
 * continued by Range, now or by the same command later, where the server tells versions apart (ETag, Last-Modified).
 * @throws Fault conflict for a file that is there already, unavailable for a document that is not what it should be or stays
 * cut off, failure for a disk that does not take it; the signal's reason, with the part left behind.
 */
export async function download(document: Document, options: DownloadOptions): Promise<Downloaded> {
  if (options.path !== undefined && !options.overwrite) refuseExisting(options.path);
  let part = options.path === undefined ? undefined : new PartFile(options.path);
  let resumed = 0;
  for (let tries = 1; ; tries += 1) {
    try {
      const left = part?.left(document.identity);
      let answer = await openDocument(document, left);
      if (part === undefined) {
        const path = options.pathFor(answer.response);
        if (!options.overwrite) refuseExisting(path);
        part = new PartFile(path);
        const earlier = part.left(document.identity);
        if (earlier !== undefined && earlier.validator === answer.validator) {
          answer.response.discard();
          answer = await openDocument(document, earlier);
        }
      }
      if (tries === 1) resumed = answer.from;
      await receive(part, document, answer, options);
      await part.finish(options.overwrite);
      return { path: part.target, bytes: part.size, resumed };
    } catch (error) {
      await part?.give();
      if (!(error instanceof WireError)) throw error;
      if (!(await document.pause(tries, error.message))) throw brokenOff(error, document, part);
    }
  }
}

async function receive(
  part: PartFile,
  document: Document,
  answer: OpenedDocument,
  { onProgress }: DownloadOptions,
): Promise<void> {
  const { response, from, bytes, validator } = answer;
  const { identity } = document;
  const whole = total(response);
  try {
    await part.begin(from, validator === undefined ? undefined : { identity, validator });
    onProgress?.(from, whole);
    for await (const piece of bytes) {
      part.append(piece);
      onProgress?.(part.size, whole);
    }
  } catch (error) {
    response.discard();
    throw error;
  }
  answer.checkLength(part.size);
}

/** The same document as a stream, for stdout: checked at its beginning and at its end. */
export async function streamed(document: Document): Promise<AsyncIterable<Uint8Array>> {
  const { bytes, checkLength } = await openDocument(document, undefined);
  return (async function* () {
    let size = 0;
    try {
      for await (const part of bytes) {
        size += part.byteLength;
        yield part;
      }
      checkLength(size);
    } catch (error) {
      throw error instanceof WireError ? brokenOff(error, document, undefined) : error;
    }
  })();
}

function brokenOff(error: WireError, document: Document, part: PartFile | undefined): Fault {
  const kept = part?.left(document.identity);
  return new Fault("unavailable", `the download broke off: ${error.message}`, {
    cause: error,
    hints: [
      ...error.hints,
      ...(kept === undefined ? [] : [`${part!.path} keeps what has come: the same command goes on with it`]),
    ],
  });
}
