/**
 * The words that an example gives to rptctl, as a shell would: quotes and backslashes are taken away, and what belongs to
 * another program of the line (a pipe, `$(...)` around it, a redirection) is left out.
 * @throws Error for a line that calls no rptctl.
 */
export function programWords(line: string): string[] {
  const words = shellWords(/\$\((rptctl .*?)\)/.exec(line)?.[1] ?? line);
  const start = words.findIndex(
    ({ text, plain }, index) =>
      plain &&
      text === "rptctl" &&
      (index === 0 || isSeparator(words[index - 1]!) || isAssignment(words[index - 1]!)),
  );
  if (start < 0) throw new Error(`no rptctl in: ${line}`);
  const rest = words.slice(start + 1);
  const end = rest.findIndex((word) => isSeparator(word) || (word.plain && /^[<>]/.test(word.text)));
  return rest.slice(0, end < 0 ? rest.length : end).map(({ text }) => text);
}

interface Word {
  readonly text: string;
  /** Nothing of it was quoted. */
  readonly plain: boolean;
}

function shellWords(line: string): Word[] {
  return [...line.matchAll(/(?:'[^']*'|"(?:[^"\\]|\\.)*"|\\.|[^\s'"\\])+/g)].map(([raw]) => ({
    text: raw.replace(/'([^']*)'|"((?:[^"\\]|\\.)*)"|\\(.)/g, (_, single, double, escaped) => {
      return single ?? double?.replace(/\\([\\"$`])/g, "$1") ?? escaped;
    }),
    plain: !/['"\\]/.test(raw),
  }));
}

function isSeparator({ text, plain }: Word): boolean {
  return plain && ["|", "&&", "||", ";"].includes(text);
}

function isAssignment({ text }: Word): boolean {
  return /^\w+=/.test(text);
}
