import { randomBytes } from "node:crypto";
import { type Texts, textIn } from "./languages.ts";
import type { Definition } from "./records.ts";

/** What "_copy" is in the languages that the bundles come in. */
const copyWords: Readonly<Record<string, string>> = {
  de: "_Kopie",
  fr: "_copie",
  es: "_copia",
  it: "_copia",
};

/** A copy under a new GUID, with "_copy[n]" after its name in each of its languages (13.4.2). */
export function copyOf(original: Definition, all: readonly Definition[]): Definition {
  let number = 1;
  while (isTaken(named(original.texts, number), all)) number += 1;
  return {
    ...original,
    GUID: randomBytes(16).toString("hex"),
    name: `${original.name}_copy${number}`,
    texts: named(original.texts, number),
  };
}

function named(texts: Texts, number: number): Texts {
  return Object.fromEntries(
    Object.entries(texts).map(([language, text]) => {
      const DisplayName = `${text.DisplayName}${copyWords[language] ?? "_copy"}${number}`;
      return [language, { ...text, DisplayName }];
    }),
  );
}

function isTaken(names: Texts, all: readonly Definition[]): boolean {
  return Object.entries(names).some(([language, { DisplayName }]) =>
    all.some(({ texts }) => textIn(texts, language).DisplayName === DisplayName),
  );
}
