import { isUtf8 } from "node:buffer";
import { TextDecoder } from "node:util";
import { decoded } from "./body.ts";
import type { WireResponse } from "./wire.ts";

/**
 * The body of an answer that is text, as UTF-8 whatever it came in: by the charset of its Content-Type, and as UTF-8 where that
 * names none or none that is known. What is no character becomes U+FFFD, so that all that is printed is text.
 */
export function textBody(response: WireResponse): AsyncIterable<Uint8Array> {
  const decoder = decoderFor(response.headers["content-type"] ?? "");
  return decoder === undefined ? wellFormed(decoded(response)) : recoded(decoded(response), decoder);
}

/** Undefined for UTF-8 and for what is a part of it. */
function decoderFor(contentType: string): TextDecoder | undefined {
  const label = /;\s*charset\s*=\s*"?([\w.:-]+)/i.exec(contentType)?.[1];
  if (label === undefined || /^(?:utf-?8|us-ascii)$/i.test(label)) return undefined;
  try {
    const decoder = new TextDecoder(label);
    return decoder.encoding === "utf-8" ? undefined : decoder;
  } catch {
    return undefined;
  }
}

async function* recoded(parts: AsyncIterable<Uint8Array>, decoder: TextDecoder): AsyncGenerator<Uint8Array> {
  for await (const part of parts) yield Buffer.from(decoder.decode(part, { stream: true }));
  const rest = decoder.decode();
  if (rest !== "") yield Buffer.from(rest);
}

/** Parts that are well formed pass as they are: a check costs far less than reading them as text. */
async function* wellFormed(parts: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let begun: Uint8Array = new Uint8Array();
  for await (const part of parts) {
    const bytes = begun.length === 0 ? part : Buffer.concat([begun, part]);
    const end = bytes.length - unfinished(bytes);
    begun = bytes.subarray(end);
    yield mended(bytes.subarray(0, end));
  }
  if (begun.length > 0) yield mended(begun);
}

function mended(bytes: Uint8Array): Uint8Array {
  return isUtf8(bytes) ? bytes : Buffer.from(new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes));
}

/** How many bytes at the end begin a character whose rest is still to come. */
function unfinished(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back] as number;
    if (byte < 0x80) return 0;
    if (byte < 0xc0) continue;
    const length = byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4;
    return length > back ? back : 0;
  }
  return 0;
}

/** The whole body as UTF-8. `most` bytes are kept; what comes after is given up unread. */
export async function wholeBody(
  response: WireResponse,
  most = Number.POSITIVE_INFINITY,
): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of textBody(response)) {
    parts.push(part);
    size += part.byteLength;
    if (size >= most) {
      response.discard();
      break;
    }
  }
  return parts.length === 1 ? parts[0]! : Buffer.concat(parts);
}
