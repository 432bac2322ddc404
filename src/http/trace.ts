import { STATUS_CODES } from "node:http";
import type { Redactor } from "./redactor.ts";
import type { WireRequest, WireResponse } from "./wire.ts";

/** What is told while requests go out. */
export interface Trace {
  request(request: WireRequest): Exchange;
  /** A failed try that is followed by another, after so many milliseconds. */
  retrying(why: string, wait: number, tries: number, retries: number): void;
}

/** One request that is under way. */
export interface Exchange {
  /** The answer's head is here; gives the same answer, whose body is told once it was read or given up. */
  response(response: WireResponse): WireResponse;
  failed(error: unknown): void;
}

const silent: Exchange = { response: (response) => response, failed() {} };

/** Characters that are shown of a body, and bytes of an answer that are kept to show them. */
const longestBody = 2000;
const keptBytes = 64 * 1024;

/** Tells of each request and answer in lines, with every secret masked; `debug` of all, `verbose` of retries alone. */
export function traceTo(
  say: (line: string) => void,
  redactor: Redactor,
  level: "none" | "verbose" | "debug",
  now: () => number,
): Trace {
  const told = (sign: string, headers: Readonly<Record<string, string>>) => {
    for (const [name, value] of Object.entries(headers))
      say(`${sign} ${name}: ${redactor.header(name, value)}`);
  };
  const tellBody = (sign: string, text: string, size: number) => {
    // Masked before it is cut: of half a secret nothing would be recognised.
    const shown = redactor.body(text);
    const cut = shown.length > longestBody || size > keptBytes;
    for (const line of shown.slice(0, longestBody).split(/\r?\n/)) say(`${sign} ${line}`);
    if (cut) say(`${sign} ... (${size} bytes)`);
  };
  return {
    request(request) {
      if (level !== "debug") return silent;
      const sentAt = now();
      const taken = () =>
        `${Math.round(now() - sentAt)} ms, ${request.method} ${redactor.mask(request.url.pathname)}`;
      say(`> ${request.method} ${redactor.mask(request.url.href)}`);
      told(">", request.headers);
      if (request.body instanceof Uint8Array) tellBody(">", textOf([request.body]), request.body.byteLength);
      else if (request.body !== undefined) say("> (a stream)");
      return {
        response(response) {
          say(`< ${response.status} ${STATUS_CODES[response.status] ?? ""} (${taken()})`);
          told("<", response.headers);
          return tapped(response, (bytes, size) => {
            if (size === 0) return;
            if (isText(response)) tellBody("<", textOf(bytes), size);
            else say(`< (${size} bytes)`);
          });
        },
        failed: (error) =>
          say(`! ${redactor.maskOurs(error instanceof Error ? error.message : String(error))} (${taken()})`),
      };
    },
    retrying(why, wait, tries, retries) {
      if (level !== "none")
        say(redactor.maskOurs(`${why}; trying again in ${wait} ms (${tries} of ${retries})`));
    },
  };
}

function textOf(bytes: readonly Uint8Array[]): string {
  return Buffer.concat(bytes).toString("utf8");
}

function isText({ headers }: WireResponse): boolean {
  if (!/^(?:identity)?$/i.test(headers["content-encoding"] ?? "")) return false;
  return /^$|json|text|xml|html|urlencoded|yaml/i.test(headers["content-type"] ?? "");
}

/** The same answer; what was read of it, its first bytes and its size, is told once. */
function tapped(
  response: WireResponse,
  tell: (bytes: readonly Uint8Array[], size: number) => void,
): WireResponse {
  const kept: Uint8Array[] = [];
  let size = 0;
  async function* body() {
    try {
      for await (const part of response.body) {
        // A copy: the part's owner may use its bytes again.
        if (size < keptBytes) kept.push(Uint8Array.from(part.subarray(0, keptBytes - size)));
        size += part.byteLength;
        yield part;
      }
    } finally {
      tell(kept, size);
    }
  }
  return { ...response, body: body(), discard: () => response.discard() };
}
