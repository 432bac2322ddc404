import type { World } from "../world.ts";

/** How wide help is: as the terminal, but never so wide that it is hard to read; 80 characters in a pipe. */
export function helpWidth({ stdout }: Pick<World, "stdout">): number {
  return Math.min(stdout.columns ?? 80, 120);
}

/** A paragraph as lines of at most `width` characters, each after `indent`; a word that is longer stands alone. */
export function wrapped(text: string, width: number, indent = ""): string {
  const lines: string[] = [];
  let line = indent;
  for (const word of text.split(/\s+/)) {
    if (line !== indent && line.length + 1 + word.length > width) {
      lines.push(line);
      line = indent;
    }
    line += line === indent ? word : ` ${word}`;
  }
  return [...lines, line].join("\n");
}

/** Something named, and what it means. */
export type Entry = readonly [name: string, meaning: string];

/** The widest name that still has its meaning beside it. */
const widest = 34;

/** Where the meanings of these names begin. Tables that stand below each other share one column. */
export function columnOf(rows: readonly Entry[]): number {
  const names = rows.map(([name]) => name.length).filter((length) => length <= widest);
  return 2 + Math.max(0, ...names) + 2;
}

/** Names with what they mean: beside them where both fit on the line, else below. */
export function table(rows: readonly Entry[], width: number, column = columnOf(rows)): string {
  return rows
    .map(([name, meaning]) => {
      const text = wrapped(meaning, width, " ".repeat(column));
      const start = `  ${name}`;
      return start.length + 2 <= column ? start.padEnd(column) + text.slice(column) : `${start}\n${text}`;
    })
    .join("\n");
}

/** A heading stands at the beginning of a line, in capitals: so it is told from all else, also where nothing is bold. */
export function heading(text: string): string {
  return text.toUpperCase();
}

/** Lines as they are, a little to the right. */
export function indented(lines: readonly string[]): string {
  return lines.map((line) => `  ${line}`).join("\n");
}

/** Lines below their heading; none where there are no lines. */
export function part(title: string, lines: string): readonly string[] {
  return lines === "" ? [] : [`${heading(title)}\n${lines}\n`];
}
