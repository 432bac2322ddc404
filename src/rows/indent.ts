const newline = "\n";

/**
 * Lays JSON text out as `JSON.stringify(value, null, 2)` does, with every token as it was written: big integers, 1.10
 * and escapes survive. The text must be valid JSON.
 */
export function indent(text: string): string {
  let out = "";
  let depth = 0;
  for (let index = 0; index < text.length; index += 1) {
    const char = text[index] as string;
    if (char === '"') {
      const end = endOfString(text, index);
      out += text.slice(index, end);
      index = end - 1;
    } else if (char === "{" || char === "[") {
      const next = nextToken(text, index + 1);
      if (text[next] === "}" || text[next] === "]") {
        out += char + text[next];
        index = next;
      } else {
        depth += 1;
        out += char + newline + "  ".repeat(depth);
      }
    } else if (char === "}" || char === "]") {
      depth -= 1;
      out += newline + "  ".repeat(depth) + char;
    } else if (char === ",") out += char + newline + "  ".repeat(depth);
    else if (char === ":") out += ": ";
    else if (char > " ") out += char;
  }
  return out;
}

/** Takes the blanks and line ends out that stand between the tokens of a JSON text, and nothing else. */
export function compact(text: string): string {
  return text.replace(/("[^"\\]*(?:\\.[^"\\]*)*")|[ \t\r\n]+/g, "$1");
}

function nextToken(text: string, from: number): number {
  let index = from;
  while (index < text.length && text.charCodeAt(index) <= 0x20) index += 1;
  return index;
}

/** The index behind the closing quote of the string that opens at `open`. */
function endOfString(text: string, open: number): number {
  for (let end = text.indexOf('"', open + 1); end !== -1; end = text.indexOf('"', end + 1)) {
    let backslashes = 0;
    while (text[end - 1 - backslashes] === "\\") backslashes += 1;
    if (backslashes % 2 === 0) return end + 1;
  }
  return text.length;
}
