import type { Sink } from "../world.ts";
import { measureFor } from "./width.ts";

/**
 * A sentence for people, broken between words where a terminal is too narrow for it; the lines that follow begin with `indent`. A word
 * stays whole, and so does a command that is given to be typed: what is copied from the screen must be what was meant. In a pipe
 * nothing is broken.
 */
export async function folded(
  text: string,
  sink: Pick<Sink, "isTTY" | "columns">,
  indent = "",
): Promise<string> {
  if (!sink.isTTY || isCommand(text.trimStart())) return text;
  const room = sink.columns || 80;
  // Nothing is wider than two columns a character.
  if (text.length * 2 <= room) return text;
  const measure = await measureFor([text]);
  if (measure(text) <= room) return text;
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(/(?<=\S) (?=\S)/)) {
    const longer = line === "" ? (lines.length === 0 ? word : indent + word) : `${line} ${word}`;
    if (line === "" || measure(longer) <= room) line = longer;
    else {
      lines.push(line);
      line = indent + word;
    }
  }
  return [...lines, line].join("\n");
}

function isCommand(text: string): boolean {
  return /^(hint: )?(rptctl|export|unset) /.test(text);
}
