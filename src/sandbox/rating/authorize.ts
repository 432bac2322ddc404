import { credentialOf, rolesOf } from "../identity/sign-in.ts";
import { Tokens } from "../identity/tokens.ts";
import type { Surroundings } from "../system.ts";

/** Who calls; undefined: the request is not authenticated. */
export type Authorize = (
  token: string | undefined,
  method: string,
  path: string,
) => { admin: boolean } | undefined;

/** How long the middleware before CloudKitty believes a token it has seen, in milliseconds. */
const cachedFor = 300_000;

/**
 * What stands before CloudKitty and asks Keystone about tokens. It remembers the answer: a token that is revoked after
 * it was used stays good for up to five minutes. An expired one does not.
 */
export function authorizer(surroundings: Surroundings): Authorize {
  const tokens = new Tokens(surroundings);
  const believedUntil = new Map<string, number>();
  return (token, method, path) => {
    const claims = tokens.read(token ?? "");
    if (claims === undefined) return undefined;
    const now = surroundings.clock.now();
    if ((believedUntil.get(claims.auditId) ?? 0) <= now) {
      if (tokens.isRevoked(claims)) return undefined;
      believedUntil.set(claims.auditId, now + cachedFor);
    }
    const rules =
      claims.credentialId === undefined ? undefined : credentialOf(claims.credentialId)?.accessRules;
    const allowed = rules?.some(
      (rule) => rule.service === "rating" && rule.method === method && rule.path === path,
    );
    return allowed === false ? undefined : { admin: rolesOf(claims).includes("admin") };
  };
}
