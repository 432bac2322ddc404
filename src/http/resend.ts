import type { Effect } from "./endpoint.ts";
import type { WireError } from "./wire.ts";

const passing = new Set([429, 502, 503, 504]);

/** May a request of this effect be sent again after this failure to get an answer? */
export function mayResendAfterError(effect: Effect, error: WireError): boolean {
  if (error.lasting || effect === "once") return false;
  return effect === "write" ? error.neverArrived : true;
}

/** May a request of this effect be sent again after this answer? A write only where the server says when. */
export function mayResendAfterStatus(
  effect: Effect,
  status: number,
  retryAfter: number | undefined,
): boolean {
  if (effect === "once") return false;
  if (effect === "write") return (status === 429 || status === 503) && retryAfter !== undefined;
  return passing.has(status);
}

const base = 200;
const cap = 20_000;

/** Full jitter: anything from nothing to a doubling bound, in milliseconds. `tries` is how many have failed, from 1. */
export function backoff(tries: number, random: number): number {
  return Math.round(random * Math.min(cap, base * 2 ** (tries - 1)));
}

/** The three forms of a date that HTTP knows; Date.parse alone would find one in almost any words. */
const httpDate =
  /^(?:[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} [\d:]{8} GMT|[A-Z][a-z]{5,8}, \d{2}-[A-Z][a-z]{2}-\d{2} [\d:]{8} GMT|[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d [\d:]{8} \d{4})$/;

/** Retry-After in milliseconds, from seconds or from an HTTP date; undefined where it is absent or neither. */
export function retryAfter(header: string | undefined, now: number): number | undefined {
  const text = header?.trim() ?? "";
  if (/^\d+(\.\d+)?$/.test(text)) return Math.round(Number(text) * 1000);
  if (!httpDate.test(text)) return undefined;
  // The old form of C's asctime names no zone, and means GMT too.
  const date = Date.parse(text.endsWith("GMT") ? text : `${text} GMT`);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
