/** Headers that hold secrets though their names do not say so. */
const headers = new Set(["authorization", "proxy-authorization", "cookie", "set-cookie"]);

/** The ends of names that hold secrets, letters only: `adminPassword`, `x-auth-token`, `client_secret`, `api-key`. */
const endings =
  /(?:password|passwd|passphrase|passcode|secret|token|apikey|privatekey|secretkey|accesskey|credentials?)s?$/;
const words = new Set(["pass", "pwd", "pw", "jwt", "otp"]);

/**
 * Whether a member, header, parameter or field of that name holds a secret. A name that only speaks about one does not:
 * `token_type`, `password_expires_at`.
 */
export function isSecretName(name: string): boolean {
  const plain = name.toLowerCase();
  if (headers.has(plain) || endings.test(plain.replace(/[^a-z]/g, ""))) return true;
  // `SmtpPass` and `smtp_pass`, but not `bypass`.
  const last = name.split(/[^A-Za-z]+|(?<=[a-z])(?=[A-Z])/).at(-1);
  return words.has((last ?? "").toLowerCase());
}
