import type { DocModel, Place } from "./model.ts";
import { byContent, fill, flagTokens, operandToken } from "./tokens.ts";

/** The script for bash: what the tree knows, filled into the part that reads the line. */
export function bashCompletion({ places, globals }: DocModel, template: string): string {
  const arms = [...byContent(places, contentOf)].map(
    ([content, paths]) => `    ${paths.map(quoted).join("|")}) ${content} ;;`,
  );
  return fill(template, { places: arms.join("\n"), globals: globals.flatMap(flagTokens).join(" ") });
}

function contentOf({ children, flags, operands }: Place): string {
  const lists = {
    words: children.map(({ name }) => name),
    flags: flags.flatMap(flagTokens),
    operands: operands.map(operandToken),
  };
  const told = Object.entries(lists).filter(([, tokens]) => tokens.length > 0);
  // An arm must hold a command.
  return told.map(([name, tokens]) => `${name}=${quoted(tokens.join(" "))}`).join(" ") || ":";
}

/** No name, choice or token holds a quote. */
function quoted(text: string): string {
  return `'${text}'`;
}
