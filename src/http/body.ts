import { WireError, type WireResponse } from "./wire.ts";

/**
 * The body's bytes, with the encodings taken off that nobody asked for but some proxies add. A body that is cut off is a
 * WireError, so that it can be asked for again.
 */
export async function* decoded(response: WireResponse): AsyncGenerator<Uint8Array> {
  const encoding = (response.headers["content-encoding"] ?? "").trim().toLowerCase();
  if (encoding === "" || encoding === "identity") {
    yield* response.body;
    return;
  }
  const zlib = await import("node:zlib");
  const { Readable } = await import("node:stream");
  const unpack =
    encoding === "gzip" || encoding === "x-gzip" || encoding === "deflate"
      ? zlib.createUnzip()
      : encoding === "br"
        ? zlib.createBrotliDecompress()
        : undefined;
  if (unpack === undefined)
    throw new WireError("ERR_INVALID_ENCODING", `unknown Content-Encoding "${encoding}"`, false);
  const packed = Readable.from(response.body, { objectMode: false });
  packed.on("error", (error) => unpack.destroy(error));
  try {
    yield* packed.pipe(unpack);
  } catch (error) {
    if (error instanceof WireError) throw error;
    throw new WireError("ETRUNCATED", `the ${encoding} answer is broken or cut off`, false, error);
  }
}

/** The whole body. `most` bytes are kept; what comes after is given up unread. */
export async function wholeBody(
  response: WireResponse,
  most = Number.POSITIVE_INFINITY,
): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of decoded(response)) {
    parts.push(part);
    size += part.byteLength;
    if (size >= most) {
      response.discard();
      break;
    }
  }
  return parts.length === 1 ? parts[0]! : Buffer.concat(parts);
}
