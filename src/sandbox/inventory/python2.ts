/** A text as Python 2 prints a unicode one: `u'\xe9t\xe9'`. */
export function unicodeRepr(text: string): string {
  return `u${quoted(text)}`;
}

/** What Python 2's int() says of a text that is no number. */
export function invalidLiteral(text: string): string {
  return `invalid literal for int() with base 10: ${quoted(text)}`;
}

function quoted(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  const escaped = text.replace(/[\\']|[^ -~]/gu, (character) => {
    if (character === "'") return quote === "'" ? "\\'" : "'";
    return named[character] ?? numbered(character.codePointAt(0) ?? 0);
  });
  return quote + escaped + quote;
}

const named: Readonly<Record<string, string>> = { "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t" };

function numbered(code: number): string {
  const hex = code.toString(16);
  if (code < 0x100) return `\\x${hex.padStart(2, "0")}`;
  return code < 0x10000 ? `\\u${hex.padStart(4, "0")}` : `\\U${hex.padStart(8, "0")}`;
}
