/** The code in the text that `rptctl help TOPIC` prints, by the heading that it stands under. */
export function codeIn(printed: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  let heading = "";
  for (const line of printed.split("\n")) {
    if (/^[A-Z]/.test(line)) heading = line;
    else if (/^ {4}/.test(line) && (found.has(heading) || /^ {4}\S/.test(line))) {
      found.set(heading, `${found.get(heading) ?? ""}${line.slice(4)}\n`);
    } else if (line === "" && found.has(heading)) found.set(heading, `${found.get(heading)}\n`);
  }
  return new Map([...found].map(([name, text]) => [name, `${text.trimEnd()}\n`]));
}
