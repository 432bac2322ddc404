/** Hides secrets in everything that is shown: traces, errors, planned requests. */
export class Redactor {
  readonly #known = new Set<string>();
  readonly #patterns: RegExp[] = [
    // Header lines and JSON members whose names say that they hold a secret.
    /((?:proxy-)?authorization["']?\s*[:=]\s*["']?(?:(?:basic|bearer|x-opaque|x-saml)\s+)?)([^\s"',]+)/gi,
    /((?:x-auth-token|x-subject-token|x-api-token|x-service-token|(?:set-)?cookie)["']?\s*[:=]\s*["']?)([^"'\r\n]+)/gi,
    /("(?:[a-z_-]*(?:password|passwd|secret|token|smtppass)|pass)"\s*:\s*")((?:[^"\\]|\\.)*)/gi,
    // Query parameters and form fields.
    /([?&;](?:[a-z_-]*(?:token|password|secret|passwd)|code|sig)=)([^&\s"'#]+)/gi,
    // https://user:password@host
    /(:\/\/[^/\s:@]*:)([^@/\s]+)(?=@)/g,
  ];

  /** From now on this text is hidden wherever it appears, also percent-encoded and in base64. */
  hide(secret: string): void {
    if (secret.length < 4) return;
    this.#known.add(secret);
    this.#known.add(encodeURIComponent(secret));
    this.#known.add(Buffer.from(secret).toString("base64"));
    this.#known.add(JSON.stringify(secret).slice(1, -1));
  }

  /** A system's own places of secrets; the second group is what is hidden. */
  addPattern(pattern: RegExp): void {
    this.#patterns.push(pattern);
  }

  mask(text: string): string {
    let masked = text;
    for (const secret of this.#known) masked = masked.replaceAll(secret, "***");
    for (const pattern of this.#patterns) masked = masked.replace(pattern, "$1***");
    return masked;
  }
}
