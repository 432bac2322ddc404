import { usage } from "../errors.ts";

/** Headers in one form, whichever engine read them: lower-case names, repeated ones joined, UTF-8 read as UTF-8. */
export function headersOf(
  headers: Readonly<Record<string, string | readonly string[] | undefined>>,
): Record<string, string> {
  const read: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    const text = typeof value === "object" ? value.join(", ") : (value ?? "");
    read[name.toLowerCase()] = asUtf8(text);
  }
  return read;
}

function asUtf8(text: string): string {
  if (!/[\x80-\xff]/.test(text)) return text;
  const decoded = Buffer.from(text, "latin1").toString("utf8");
  return decoded.includes("\uFFFD") ? text : decoded;
}

/**
 * Refuses a header that would end its line and begin another, or that the engines refuse each in its own way.
 * @throws Fault usage that names the header, never its value: it may be a token.
 */
export function checkHeaders(headers: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(headers)) {
    if (!/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(name)) throw usage(`"${name}" is no name of a header`);
    if (!/^[\t\x20-\x7e\x80-\xff]*$/.test(value)) {
      throw usage(
        `the header ${name} cannot be sent: its value holds a line break or another character that no header may hold`,
      );
    }
  }
}
