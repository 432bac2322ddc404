const named: Readonly<Record<string, string>> = { "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t" };

/**
 * A text as Python's repr() writes it, without a prefix. `escaped` finds what is not written as itself, backslash and
 * apostrophe among it: Python 2 escapes all that is not ASCII, Python 3 what cannot be printed.
 */
export function pythonText(text: string, escaped: RegExp): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  const inside = text.replace(escaped, (character) => {
    if (character === "'") return quote === "'" ? "\\'" : "'";
    return named[character] ?? numbered(character.codePointAt(0) ?? 0);
  });
  return quote + inside + quote;
}

function numbered(code: number): string {
  const hex = code.toString(16);
  if (code < 0x100) return `\\x${hex.padStart(2, "0")}`;
  return code < 0x10000 ? `\\u${hex.padStart(4, "0")}` : `\\U${hex.padStart(8, "0")}`;
}
