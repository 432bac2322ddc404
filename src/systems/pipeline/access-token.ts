/** What a personal access token says of itself; its signature is Opsera's to judge. */
export interface Claims {
  /** Milliseconds since the epoch. */
  readonly expiresAt: number | undefined;
  readonly user: string | undefined;
}

const nothing: Claims = { expiresAt: undefined, user: undefined };

/** The claims of a JWT; nothing of any other token. */
export function claimsOf(token: string): Claims {
  const [, body] = /^[\w-]+\.([\w-]+)\.[\w-]*$/.exec(token) ?? [];
  if (body === undefined) return nothing;
  try {
    const claims: unknown = JSON.parse(Buffer.from(body, "base64url").toString("utf8"));
    if (typeof claims !== "object" || claims === null) return nothing;
    const { exp, email, userName } = claims as Record<string, unknown>;
    const user = email ?? userName;
    return {
      expiresAt: typeof exp === "number" && Number.isFinite(exp) ? exp * 1000 : undefined,
      user: typeof user === "string" ? user : undefined,
    };
  } catch {
    return nothing;
  }
}

const soon = 3 * 86_400_000;

/** A sentence on a token that has expired or will soon. It is only that: the server's clock is the one that counts. */
export function expiryWarning({ expiresAt }: Claims, now: number): string | undefined {
  if (expiresAt === undefined || Math.abs(expiresAt) > 8.64e15 || expiresAt - now > soon) return undefined;
  const day = new Date(expiresAt).toISOString().replace(/\.\d+Z$/, "Z");
  return expiresAt <= now
    ? `the access token for pipeline says that it expired at ${day}`
    : `the access token for pipeline expires at ${day}`;
}
