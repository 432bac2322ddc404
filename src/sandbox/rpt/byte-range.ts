import { createHash } from "node:crypto";

/** Answers a file, or the part of it that Range asks for while If-Range (an ETag) still fits. */
export function fileAnswer(
  request: Headers,
  bytes: Uint8Array<ArrayBuffer>,
  described: Readonly<Record<string, string>>,
): Response {
  const etag = `"${createHash("sha1").update(bytes).digest("hex")}"`;
  const headers = { ...described, ETag: etag, "Accept-Ranges": "bytes" };
  const ifRange = request.get("If-Range");
  const range =
    ifRange === null || ifRange === etag ? readRange(request.get("Range"), bytes.length) : undefined;
  if (range === "unsatisfiable") {
    return new Response(null, { status: 416, headers: { "Content-Range": `bytes */${bytes.length}` } });
  }
  const part = range ? bytes.subarray(range.from, range.to + 1) : bytes;
  const length = { "Content-Length": String(part.length) };
  if (range === undefined) return new Response(part, { status: 200, headers: { ...headers, ...length } });
  const contentRange = `bytes ${range.from}-${range.to}/${bytes.length}`;
  return new Response(part, {
    status: 206,
    headers: { ...headers, ...length, "Content-Range": contentRange },
  });
}

/** One range, both ends included; a header that is not understood, or asks for several, counts as none. */
function readRange(header: string | null, size: number) {
  const [, first = "", last = ""] = header?.match(/^bytes=(\d*)-(\d*)$/) ?? [];
  if (first === "" && last === "") return undefined;
  const from = first === "" ? Math.max(0, size - Number(last)) : Number(first);
  const to = first === "" || last === "" ? size - 1 : Math.min(Number(last), size - 1);
  if (first !== "" && last !== "" && Number(last) < Number(first)) return undefined;
  return from > to ? "unsatisfiable" : { from, to };
}
