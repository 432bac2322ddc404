/** What a 401 says about where tokens come from. */
export interface Challenge {
  /** `x-opaque`, or `bearer` where the server wants OAuth2; in lower case. */
  readonly scheme: string;
  readonly uri: string | undefined;
  readonly signOffUri: string | undefined;
}

/**
 * Reads `WWW-Authenticate: X-OPAQUE uri="...", signOffUri="..."`. Quotes are optional and keys come in any case; of several
 * challenges the X-OPAQUE one counts.
 */
export function readChallenge(header: string | undefined): Challenge | undefined {
  const challenges: { scheme: string; parameters: Map<string, string> }[] = [];
  const part =
    /(?:([A-Za-z][\w-]*)[ \t]+)?([A-Za-z][\w-]*)[ \t]*=[ \t]*(?:"([^"]*)"|([^\s",]*))|([A-Za-z][\w-]*)/g;
  for (const [, scheme, key, quoted, bare, alone] of (header ?? "").matchAll(part)) {
    const named = scheme ?? alone;
    if (named !== undefined) challenges.push({ scheme: named.toLowerCase(), parameters: new Map() });
    if (key !== undefined) challenges.at(-1)?.parameters.set(key.toLowerCase(), quoted ?? bare ?? "");
  }
  const chosen = challenges.find(({ scheme }) => scheme === "x-opaque") ?? challenges[0];
  if (chosen === undefined) return undefined;
  const value = (key: string) => chosen.parameters.get(key) || undefined;
  return { scheme: chosen.scheme, uri: value("uri"), signOffUri: value("signoffuri") };
}
