import type { Effect } from "./endpoint.ts";
import type { WireError } from "./wire.ts";
import { isLasting } from "./wire-errors.ts";

const passing = new Set([429, 502, 503, 504]);

/** May a request of this effect be sent again after this failure to get an answer? */
export function mayResendAfterError(effect: Effect, error: WireError): boolean {
  if (isLasting(error)) return false;
  if (effect === "once") return false;
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

/** Retry-After in milliseconds, from seconds or from an HTTP date; undefined where it is absent or neither. */
export function retryAfter(header: string | undefined, now: number): number | undefined {
  if (header === undefined) return undefined;
  if (/^\s*\d+(\.\d+)?\s*$/.test(header)) return Math.round(Number(header) * 1000);
  const date = Date.parse(header);
  return /[A-Za-z]{3}/.test(header) && !Number.isNaN(date) ? Math.max(0, date - now) : undefined;
}
