import { pythonText } from "../python-text.ts";

/** A JSON value as Python's repr prints it: CloudKitty quotes what it refuses that way. */
export function repr(value: unknown): string {
  if (value === null || value === undefined) return "None";
  if (value === true) return "True";
  if (value === false) return "False";
  if (typeof value === "string") return reprText(value);
  if (Array.isArray(value)) return `[${value.map(repr).join(", ")}]`;
  if (typeof value === "object") {
    return `{${Object.entries(value)
      .map(([key, member]) => `${repr(key)}: ${repr(member)}`)
      .join(", ")}}`;
  }
  return String(value);
}

function reprText(text: string): string {
  return pythonText(text, /[\\'\n\r\t]|[\p{C}\p{Zl}\p{Zp}]/gu);
}

/** What Python's int() makes of a text (` 1_0 ` is ten); undefined where it refuses. */
export function int(text: string): bigint | undefined {
  return /^\s*[+-]?\d+(_\d+)*\s*$/.test(text)
    ? BigInt(text.trim().replaceAll("_", "").replace("+", ""))
    : undefined;
}

/** Python's str() of a JSON value: a number or null becomes a word, which CloudKitty then stores. */
export function str(value: unknown): string {
  return typeof value === "string" ? value : repr(value);
}

/** Python's bool() of a JSON value: the text "false" is true. */
export function bool(value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0;
  if (typeof value === "object" && value !== null) return Object.keys(value).length > 0;
  return Boolean(value);
}
