import type { MiddlewareHandler } from "hono";
import type { Account } from "./cast.ts";
import { Refusal } from "./fault.ts";
import type { RptEnv } from "./server.ts";
import type { Tokens } from "./tokens.ts";

/** Who asks, and with which token. */
export interface Caller {
  readonly account: Account;
  readonly token: string;
}

/** Lets only reporting administrators through, and says in a 401 where tokens are to be had. */
export function authorize(tokens: Tokens, tokenServerUrl: () => string): MiddlewareHandler<RptEnv> {
  return async (c, next) => {
    try {
      // An upload from a browser's form cannot set headers: it alone may carry its token in the URL (13.4.8).
      const inUrl = /\/definitions\/import$/.test(c.req.path) ? c.req.query("token") : undefined;
      const header = c.req.header("Authorization") ?? (inUrl === undefined ? undefined : `X-OPAQUE ${inUrl}`);
      c.set("caller", callerOf(tokens, header));
    } catch (error) {
      c.header("WWW-Authenticate", `X-OPAQUE uri="${tokenServerUrl()}", signOffUri=""`);
      throw error;
    }
    await next();
  };
}

function callerOf(tokens: Tokens, header: string | undefined): Caller {
  const [, scheme, token] = header?.match(/^(X-OPAQUE|Bearer) (.+)$/i) ?? [];
  if (scheme === undefined || token === undefined) {
    throw new Refusal(401, "NoAuthHeader", "User carries no authentication token.");
  }
  const account = tokens.read(scheme.toLowerCase() === "bearer" ? "access" : "opaque", token);
  if (account === undefined) {
    const text = "User carries unrecognized/expired/invalid authentication token.";
    throw new Refusal(401, "InvalidAuthHeader", text);
  }
  if (!account.administrator) {
    throw new Refusal(401, "NoPrivilege", `User '${account.name}' is not a reporting administrator.`);
  }
  return { account, token };
}
