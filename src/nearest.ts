import { distance } from "fastest-levenshtein";

/** The known word that a mistyped one most likely meant; undefined where none is near. */
export function nearest(typed: string, known: readonly string[]): string | undefined {
  let best: string | undefined;
  let least = Math.max(2, Math.floor(typed.length / 3)) + 1;
  for (const word of known) {
    const steps = word.startsWith(typed) && typed.length >= 2 ? 1 : distance(typed, word);
    if (steps < least) {
      best = word;
      least = steps;
    }
  }
  return best;
}

/** The hint of a mistyped word, or none. */
export function meant(typed: string, known: readonly string[]): readonly string[] {
  const word = nearest(typed, known);
  return word === undefined ? [] : [`did you mean ${word}?`];
}
