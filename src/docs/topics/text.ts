const width = 100;

/** A paragraph as lines of at most 100 characters, each after `indent`. */
export function wrapped(text: string, indent = ""): string {
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

/** Names with what they mean: beside them where both fit on the line, else below. */
export function table(rows: readonly (readonly [name: string, meaning: string])[]): string {
  const names = rows.map(([name]) => name.length).filter((length) => length <= 34);
  const column = 2 + Math.max(0, ...names) + 2;
  return rows
    .map(([name, meaning]) => {
      const text = wrapped(meaning, " ".repeat(column));
      const start = `  ${name}`;
      return start.length + 2 <= column ? start.padEnd(column) + text.slice(column) : `${start}\n${text}`;
    })
    .join("\n");
}
