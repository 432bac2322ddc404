import type { Context } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import type { Env } from "../system.ts";

/** An answer of Keystone's that is not a success. */
export class Refusal extends Error {
  readonly status: 400 | 401 | 403 | 404;
  /** Keystone 22 puts this object into the error of some 401s. */
  readonly identity: object | undefined;

  constructor(status: Refusal["status"], message: string, identity?: object) {
    super(message);
    this.status = status;
    this.identity = identity;
  }
}

const titles = { 400: "Bad Request", 401: "Unauthorized", 403: "Forbidden", 404: "Not Found" } as const;

/** The same words for a wrong password, user, project, role or secret: none can be told from another. */
export const unauthorized = () => new Refusal(401, "The request you have made requires authentication.");

export const notFound = (message: string) => new Refusal(404, message);

/** `Expecting to find X in Y.` and what Keystone always says after it. */
export const expected = (what: string) =>
  new Refusal(
    400,
    `Expecting to find ${what}. The server could not comply with the request since it is either malformed or ` +
      "otherwise incorrect. The client is assumed to be in error.",
  );

/** A Refusal as Keystone writes it: compact, with sorted keys, while its successes have spaces. */
export function answerRefusal(c: Context<Env>, refusal: Refusal, authUrl: string): Response {
  const { status, message, identity } = refusal;
  if (status === 401) c.header("WWW-Authenticate", `Keystone uri="${authUrl}"`);
  const error = { code: status, ...(identity && { identity }), message, title: titles[status] };
  return c.body(`${JSON.stringify({ error })}\n`, status as ContentfulStatusCode, {
    "Content-Type": "application/json",
  });
}
