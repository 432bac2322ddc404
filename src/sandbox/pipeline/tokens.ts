import { createHmac, timingSafeEqual } from "node:crypto";
import { objectId } from "./object-id.ts";

/** What a personal access token says of itself. */
export interface Claims {
  readonly owner: string;
  readonly userName: string;
  readonly email: string;
  readonly userId: string;
  readonly scope: Scope;
  readonly tokenId: string;
  /** Seconds since the epoch, both. */
  readonly iat: number;
  readonly exp: number;
}

export type Scope =
  | "api"
  | "api-readonly"
  | "pipeline"
  | "pipeline-readonly"
  | "registry"
  | "registry-readonly"
  | "security-logs";

export const account = "org-sandbox-acc0";

/** Signs every token. A constant of the sandbox, known to all: it opens nothing but a sandbox. */
const key = "the sandbox's own key";

/** A token of that scope, the same each time; `exp` in seconds since the epoch. */
export function tokenOf(scope: Scope, exp = Date.UTC(2100, 0, 1) / 1000): string {
  const claims: Claims = {
    owner: objectId("owner"),
    userName: "opsbot",
    email: "opsbot@opsera.example",
    userId: objectId("user opsbot"),
    scope,
    tokenId: objectId(`token ${scope}`),
    iat: Date.UTC(2026, 0, 5) / 1000,
    exp,
  };
  const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const signed = `${encode({ alg: "HS256", typ: "JWT" })}.${encode(claims)}`;
  return `${signed}.${signatureOf(signed)}`;
}

/** What the token says while its signature and its time are good; `now` in milliseconds. */
export function readToken(token: string, now: number): Claims | undefined {
  const end = token.lastIndexOf(".");
  const [given, wanted] = [Buffer.from(token.slice(end + 1)), Buffer.from(signatureOf(token.slice(0, end)))];
  if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) return undefined;
  const claims: Claims = JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString());
  return claims.exp * 1000 > now ? claims : undefined;
}

const signatureOf = (text: string) => createHmac("sha256", key).update(text).digest("base64url");
