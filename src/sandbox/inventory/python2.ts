import { pythonText } from "../python-text.ts";

/** A text as Python 2 prints a unicode one: `u'\xe9t\xe9'`. */
export function unicodeRepr(text: string): string {
  return `u${quoted(text)}`;
}

/** What Python 2's int() says of a text that is no number. */
export function invalidLiteral(text: string): string {
  return `invalid literal for int() with base 10: ${quoted(text)}`;
}

function quoted(text: string): string {
  return pythonText(text, /[\\']|[^ -~]/gu);
}
