import type { Candidates, DocFlag, DocOperand, Place } from "./model.ts";

/**
 * The little language in which the scripts for bash, fish and PowerShell hold what they know. A flag is `--name`, or
 * `--name=WHAT` where it takes a value; an operand is `WHAT`, or `WHAT...` where it repeats. WHAT is words with commas
 * between them, `@file`, `@directory`, or `@` and what the program itself is asked for (`@context`, `@scope/scopes`); nothing where
 * there is nothing to offer, `-` for an operand.
 */
export function flagTokens({ names, value }: DocFlag): readonly string[] {
  return names.map((name) => (value === undefined ? name : `${name}=${what(value.candidates)}`));
}

export function operandToken({ candidates, repeats }: DocOperand): string {
  return `${what(candidates) || "-"}${repeats ? "..." : ""}`;
}

function what(candidates: Candidates): string {
  if (candidates === undefined) return "";
  return typeof candidates === "string" ? `@${candidates}` : candidates.join(",");
}

/** All spellings of a place's path, as typed. */
export function spellings({ path, aliases }: Place): readonly string[] {
  return [path, ...aliases].map((words) => words.join(" "));
}

/** Places that say the same, with all the paths that lead to it: `defs list`, `rpt defs list` and `rpt defs ls` are one. */
export function byContent(
  places: readonly Place[],
  content: (place: Place) => string,
): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, readonly string[]>();
  for (const place of places) {
    const text = content(place);
    found.set(text, [...(found.get(text) ?? []), ...spellings(place)]);
  }
  return found;
}

/** Puts what was generated into a template's `{{name}}`s. @throws Error for one that is left over or was not there. */
export function fill(template: string, parts: Readonly<Record<string, string>>): string {
  const all = {
    generated: "Generated from the command tree by scripts/generate.mjs: do not edit.",
    ...parts,
  };
  let text = template;
  for (const [name, part] of Object.entries(all)) {
    if (!text.includes(`{{${name}}}`)) throw new Error(`the template has no {{${name}}}`);
    text = text.replace(`{{${name}}}`, () => part);
  }
  return text;
}
