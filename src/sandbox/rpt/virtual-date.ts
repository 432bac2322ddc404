import type { MiddlewareHandler } from "hono";
import type { Clock } from "../clock.ts";
import type { Env } from "../system.ts";

/** Answers with the sandbox's own time in `Date`, so that a client can tell how far its own is off. */
export function virtualDate(clock: Clock): MiddlewareHandler<Env> {
  return async (c, next) => {
    c.header("Date", new Date(clock.now()).toUTCString());
    await next();
  };
}
