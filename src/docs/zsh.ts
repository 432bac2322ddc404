import type { Candidates, DocFlag, DocModel, DocOperand, Place } from "./model.ts";
import { byContent, fill } from "./tokens.ts";

/** The script for zsh: every flag and operand as a spec of `_arguments`, with its summary. */
export function zshCompletion({ places, globals }: DocModel, template: string): string {
  const arms = [...byContent(places, contentOf)].map(
    ([content, paths]) => `    ${paths.map(quoted).join("|")})\n${content}      ;;`,
  );
  const specs = globals.flatMap(flagSpecs).map((spec) => `    ${quoted(spec)}`);
  return fill(template, { places: arms.join("\n"), globals: specs.join("\n") });
}

function contentOf({ children, flags, operands }: Place): string {
  const lists = {
    words_here: children.map(({ name, summary }) => `${name}:${summary}`),
    flags: flags.flatMap(flagSpecs),
    operands: operands.map(operandSpec),
  };
  const told = Object.entries(lists).filter(([, items]) => items.length > 0);
  return told
    .map(
      ([name, items]) =>
        `      ${name}=(\n${items.map((item) => `        ${quoted(item)}\n`).join("")}      )\n`,
    )
    .join("");
}

function flagSpecs({ names, summary, value, repeats, excludes }: DocFlag): readonly string[] {
  return names.map((name) => {
    const others = [...(repeats ? [] : names), ...excludes];
    const before = `${others.length > 1 || excludes.length > 0 ? `(${others.join(" ")})` : ""}${repeats ? "*" : ""}`;
    const said = `[${summary.replace(/[\\[\]]/g, "\\$&")}]`;
    if (value === undefined) return `${before}${name}${said}`;
    const tie = name.startsWith("--") ? "=" : "+";
    return `${before}${name}${tie}${said}:${escaped(value.placeholder)}:${action(value.candidates)}`;
  });
}

function operandSpec({ name, candidates, repeats }: DocOperand): string {
  return `${repeats ? "*" : ""}:${escaped(name)}:${action(candidates)}`;
}

/** A blank offers nothing but the name of what is wanted. */
function action(candidates: Candidates): string {
  if (candidates === undefined) return " ";
  if (candidates === "file") return "_files";
  if (candidates === "directory") return "_files -/";
  if (typeof candidates === "string") return `{_rptctl_ask ${candidates}}`;
  return `(${candidates.join(" ")})`;
}

function escaped(text: string): string {
  return text.replace(/[\\:]/g, "\\$&");
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
