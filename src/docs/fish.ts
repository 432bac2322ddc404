import type { DocModel, Place } from "./model.ts";
import { byContent, fill, flagTokens, operandToken } from "./tokens.ts";

/** The script for fish: one line for each word, flag and operand, with its summary. */
export function fishCompletion({ places, globals }: DocModel, template: string): string {
  const arms = [...byContent(places, (place) => linesOf(place, 16))].map(([lines, paths]) => {
    const body = lines === "" ? "" : `            printf '%s\\t%s\\n' \\\n${lines}\n`;
    return `        case ${paths.map(quoted).join(" ")}\n${body}`.trimEnd();
  });
  const flags = globals.flatMap((flag) => flagTokens(flag).map((token) => [token, flag.summary] as const));
  return fill(template, { places: arms.join("\n"), globals: joined(flags, 8) });
}

function linesOf({ children, flags, operands }: Place, indent: number): string {
  const lines = [
    ...children.map(({ name, summary }) => [name, summary] as const),
    ...flags.flatMap((flag) => flagTokens(flag).map((token) => [token, flag.summary] as const)),
    ...operands.map((operand) => [`:${operandToken(operand)}`, operand.summary] as const),
  ];
  return joined(lines, indent);
}

/** The arguments of one printf, a pair a line. */
function joined(lines: readonly (readonly [string, string])[], indent: number): string {
  return lines.map((pair) => " ".repeat(indent) + pair.map(quoted).join(" ")).join(" \\\n");
}

function quoted(text: string): string {
  return `'${text.replace(/[\\']/g, "\\$&")}'`;
}
