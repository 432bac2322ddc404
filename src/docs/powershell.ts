import type { DocModel, Place } from "./model.ts";
import { fill, flagTokens, operandToken, spellings } from "./tokens.ts";

/** The script for PowerShell: a table of places. */
export function powershellCompletion({ places, globals }: DocModel, template: string): string {
  const flags = globals.flatMap((flag) => flagTokens(flag).map((token) => pair(token, flag.summary)));
  return fill(template, {
    places: places.flatMap((place) => spellings(place).map((path) => entry(path, place))).join("\n"),
    globals: flags.map((flag) => `        ${flag}`).join("\n"),
  });
}

function entry(path: string, { children, flags, operands }: Place): string {
  const lists = {
    Words: children.map(({ name, summary }) => pair(name, summary)),
    Flags: flags.flatMap((flag) => flagTokens(flag).map((token) => pair(token, flag.summary))),
    Operands: operands.map((operand) => quoted(operandToken(operand))),
  };
  const fields = Object.entries(lists).map(([name, items]) => `        ${name} = @(${items.join(", ")})`);
  return `    $places[${quoted(path)}] = @{\n${fields.join("\n")}\n    }`;
}

/** One string, split at the first `|`: lists of lists are what PowerShell likes to flatten. */
function pair(token: string, summary: string): string {
  return quoted(`${token}|${summary}`);
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
