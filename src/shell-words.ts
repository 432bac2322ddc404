/** What bash, zsh and fish each read as it stands; a leading `=`, `~` or `%` means something to one of them. */
const plain = /^(?![=~%])[\w@%+=:,./-]+$/;
/** What a terminal does not show, or shows as something else. */
const unseen = /[\p{C}\p{Zl}\p{Zp}]/u;

/**
 * One word of a command line, as bash, zsh and fish all read it: quoted only where it must be. The one form that serves the three:
 * single quotes, with quotes and backslashes outside of them, since fish alone lets a backslash escape inside. What cannot be seen is
 * written as printf makes it, so that it survives a terminal; only line ends at the end of the text are lost.
 */
export function shellWord(text: string): string {
  if (plain.test(text)) return text;
  if (unseen.test(text)) return `"$(printf '${octal(text)}')"`;
  const parts = text.split(/(['\\]+)/).map((part, index) => {
    if (index % 2 === 1) return part.replace(/./g, "\\$&");
    return part === "" ? "" : `'${part}'`;
  });
  return parts.join("") || "''";
}

/**
 * A command line to type next, its values quoted: shellLine`rptctl scope get ${id}`. An operand like a flag gets its `--`, so flags
 * are to stand before operands.
 */
export function shellLine(literals: TemplateStringsArray, ...values: readonly (string | number)[]): string {
  let line = literals[0] ?? "";
  let ended = false;
  for (const [index, value] of values.entries()) {
    const text = String(value);
    if (!ended && text.startsWith("-") && / $/.test(literals[index] ?? "")) {
      line += "-- ";
      ended = true;
    }
    line += shellWord(text) + literals[index + 1];
  }
  return line;
}

/** For printf's format: no blank but a space, nothing that a format or double quotes around it would make something of. */
function octal(text: string): string {
  const byte = (value: number) => `\\${value.toString(8).padStart(3, "0")}`;
  const escaped = (part: string) => (part === "%" ? "%%" : [...Buffer.from(part)].map(byte).join(""));
  return text.replace(/[^\w@+=:,./ ]/gu, escaped);
}
