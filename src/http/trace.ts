import { STATUS_CODES } from "node:http";
import type { Redactor } from "./redactor.ts";
import type { WireRequest, WireResponse } from "./wire.ts";

/** What is told while requests go out. */
export interface Trace {
  request(request: WireRequest): void;
  response(response: Pick<WireResponse, "status" | "headers">): void;
  /** A failed try that is followed by another, after so many milliseconds. */
  retrying(why: string, wait: number, tries: number, retries: number): void;
}

const longestBody = 2000;

/** Writes each request and answer as lines, with every secret masked; `debug` for all, `verbose` for retries alone. */
export function traceTo(
  say: (line: string) => void,
  redactor: Redactor,
  level: "none" | "verbose" | "debug",
  now: () => number,
): Trace {
  const masked = (line: string) => say(redactor.mask(line));
  let sentAt = 0;
  return {
    request(request) {
      if (level !== "debug") return;
      sentAt = now();
      masked(`> ${request.method} ${request.url.href}`);
      for (const [name, value] of Object.entries(request.headers)) masked(`> ${name}: ${value}`);
      if (request.body instanceof Uint8Array) {
        masked(`> ${Buffer.from(request.body.subarray(0, longestBody)).toString("utf8")}`);
      }
    },
    response(response) {
      if (level !== "debug") return;
      const words = STATUS_CODES[response.status] ?? "";
      masked(`< ${response.status} ${words} (${Math.round(now() - sentAt)} ms)`);
      for (const [name, value] of Object.entries(response.headers)) masked(`< ${name}: ${value}`);
    },
    retrying(why, wait, tries, retries) {
      if (level !== "none") masked(`${why}; trying again in ${wait} ms (${tries} of ${retries})`);
    },
  };
}
