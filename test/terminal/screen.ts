import { stripVTControlCharacters } from "node:util";
import stringWidth from "fast-string-width";

/**
 * What a terminal of that width shows after this output: the lines of text with carriage returns, new lines, erasing and cursor
 * movements obeyed. Throws where a line is wider than the terminal, or an escape sequence is none that it knows.
 */
export function screen(output: string, columns: number): string[] {
  const lines = [""];
  let row = 0;
  let column = 0;
  for (const [token, sequence] of output.matchAll(/\u001b\[([\d;?]*[A-Za-z])|[\r\n]|[^\r\n\u001b]+/g)) {
    if (token === "\r") column = 0;
    else if (token === "\n") {
      row += 1;
      column = 0;
      lines[row] ??= "";
    } else if (sequence === undefined) {
      const line = lines[row] as string;
      lines[row] = line.slice(0, column).padEnd(column) + token + line.slice(column + token.length);
      column += token.length;
      if (stringWidth(lines[row] as string) > columns) throw new Error(`too wide: ${lines[row]}`);
    } else if (sequence === "J") {
      lines.length = row + 1;
      lines[row] = (lines[row] as string).slice(0, column);
    } else if (!sequence.endsWith("m")) throw new Error(`not expected: ${sequence}`);
  }
  return lines.map((line) => stripVTControlCharacters(line));
}
