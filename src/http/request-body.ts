import type { Call } from "./endpoint.ts";
import { formOf } from "./form.ts";

/** What a request sends. */
export interface RequestBody {
  readonly type: string;
  /** Bytes in all. */
  readonly length: number;
  readonly content: Uint8Array | (() => AsyncIterable<Uint8Array>);
  /** What --dry-run tells of it: JSON as it is, else the text. */
  readonly shown: unknown;
}

/** The body of a call; undefined where it has none. */
export function requestBody({ upload, text, json, form }: Call<never>): RequestBody | undefined {
  if (upload !== undefined) {
    const { type, length, description } = upload;
    return { type, length, content: () => upload.parts(), shown: description };
  }
  if (text !== undefined) return ofText("application/json", text, text);
  if (json !== undefined) return ofText("application/json", JSON.stringify(json), json);
  if (form === undefined) return undefined;
  const encoded = formOf(form);
  return ofText("application/x-www-form-urlencoded", encoded, encoded);
}

function ofText(type: string, text: string, shown: unknown): RequestBody {
  const content = Buffer.from(text);
  return { type, length: content.byteLength, content, shown };
}
