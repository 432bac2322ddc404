/** `true`, `false`, `null` and whole numbers that survive the round trip are typed; all else is text. */
export function typedValue(typed: string): string | number | boolean | null {
  if (typed === "true") return true;
  if (typed === "false") return false;
  if (typed === "null") return null;
  if (/^-?\d+$/.test(typed) && String(Number(typed)) === typed && Number.isSafeInteger(Number(typed)))
    return Number(typed);
  return typed;
}
