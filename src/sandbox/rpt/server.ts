import type { Context, Hono } from "hono";
import type { Clock } from "../clock.ts";
import type { Store } from "../store.ts";
import type { Env } from "../system.ts";
import type { Caller } from "./authorize.ts";
import { invalidInput } from "./fault.ts";
import type { RptState } from "./records.ts";

/** What a handler of the reporting API finds in hono's context. */
export interface RptEnv extends Env {
  Variables: Env["Variables"] & {
    caller: Caller;
    /** The locale that the request is answered, or to be understood, in. */
    language: string;
  };
}

export type RptRoutes = Hono<RptEnv>;

/** What the resources of the reporting API share. */
export interface Server {
  readonly store: Store<RptState>;
  readonly clock: Clock;
}

/** The JSON object that a request carries. Throws a Refusal InvalidInput where it is none. */
export async function readObject(c: Context<RptEnv>): Promise<Readonly<Record<string, unknown>>> {
  try {
    const body: unknown = await c.req.json();
    if (typeof body === "object" && body !== null && !Array.isArray(body))
      return body as Record<string, unknown>;
  } catch {
    // Said below.
  }
  throw invalidInput("The data sent is not a JSON object.");
}
