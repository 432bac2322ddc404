import { pipeline } from "node:stream";
import { createBrotliDecompress, createUnzip } from "node:zlib";
import { errnoOf, Fault } from "../errors.ts";
import { WireError } from "./wire.ts";

/**
 * Parts that a server, or a proxy on the way, has packed. What is cut off is a WireError, so that it can be asked for again, and so is an
 * encoding that nobody knows.
 */
export async function* unpacked(
  body: AsyncIterable<Uint8Array>,
  encoding: string,
): AsyncGenerator<Uint8Array> {
  const unpack =
    encoding === "gzip" || encoding === "x-gzip" || encoding === "deflate"
      ? createUnzip()
      : encoding === "br"
        ? createBrotliDecompress()
        : undefined;
  if (unpack === undefined)
    throw new WireError("ERR_INVALID_ENCODING", `unknown Content-Encoding "${encoding}"`, { lasting: true });
  // Of an answer without a body only the header is here.
  let arrived = false;
  async function* packed() {
    for await (const part of body) {
      arrived ||= part.byteLength > 0;
      yield part;
    }
  }
  try {
    // Whoever leaves the loop over the unpacked parts ends the packed ones too.
    yield* pipeline(packed, unpack, () => {}) as AsyncIterable<Uint8Array>;
  } catch (error) {
    if (!arrived && errnoOf(error) === "Z_BUF_ERROR") return;
    if (error instanceof WireError || error instanceof Fault) throw error;
    throw new WireError("ETRUNCATED", `the ${encoding} answer is broken or cut off`, { cause: error });
  }
}
