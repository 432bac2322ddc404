/** A text as queries and forms hold it (application/x-www-form-urlencoded). Most need no change, and no URLSearchParams. */
export function formEncoded(text: string): string {
  return /^[\w.*-]*$/.test(text) ? text : new URLSearchParams({ x: text }).toString().slice(2);
}

/** `a=1&b=2` */
export function formOf(pairs: Iterable<readonly [string, string]>): string {
  return Array.from(pairs, ([name, value]) => `${formEncoded(name)}=${formEncoded(value)}`).join("&");
}
