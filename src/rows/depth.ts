import { deepest } from "./cutter-state.ts";

/**
 * Whether a text nests deeper than a row may, so that whatever walks down it would exhaust the stack. Brackets in strings do not
 * count, as far as strings stand in straight quotes.
 */
export function nestsTooDeep(text: Uint8Array | string): boolean {
  const codeAt = typeof text === "string" ? (at: number) => text.charCodeAt(at) : (at: number) => text[at];
  let depth = 0;
  let inString = false;
  for (let index = 0; index < text.length; index += 1) {
    const code = codeAt(index);
    if (inString) {
      if (code === 0x5c) index += 1;
      else if (code === 0x22) inString = false;
    } else if (code === 0x22) inString = true;
    else if (code === 0x5b || code === 0x7b) {
      depth += 1;
      if (depth > deepest) return true;
    } else if (code === 0x5d || code === 0x7d) depth -= 1;
  }
  return false;
}
