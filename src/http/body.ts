import type { WireResponse } from "./wire.ts";

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
  const { unpacked } = await import("./unpacked.ts");
  yield* unpacked(response.body, encoding);
}
