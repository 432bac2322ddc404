import { inside, insideClasses, outside, outsideClasses } from "./byte-classes.ts";
import { type CutterState, deepest, type Finder, place } from "./cutter-state.ts";

const outsideOf = outsideClasses();
const insideOf = insideClasses();

/**
 * Cuts the rows of a chunk, from `from` to its end or to the array's; returns the index of what it did not use. Looks at every byte
 * once, and knows strings and nesting alone. @throws what `finder.malformed` makes.
 */
export function cutBytes(chunk: Uint8Array, from: number, state: CutterState, finder: Finder): number {
  const { stack } = state;
  const length = chunk.length;
  let { depth, place: at, inString, escaped, suspect, start } = state;
  let index = from;

  while (index < length) {
    if (inString) {
      if (escaped) {
        const kind = insideOf[chunk[index] as number] as number;
        if (kind === inside.illegal) throw finder.malformed(index);
        if (kind === inside.suspect) suspect = true;
        escaped = false;
        index += 1;
      }
      let kind: number = inside.plain;
      while (index < length) {
        kind = insideOf[chunk[index] as number] as number;
        if (kind !== inside.plain) break;
        index += 1;
      }
      if (index === length) break;
      index += 1;
      if (kind === inside.quote) {
        inString = false;
        if (depth === 0) {
          finder.scalar(start, index, suspect);
          suspect = false;
          at = place.commaOrEnd;
        }
      } else if (kind === inside.backslash) escaped = true;
      else if (kind === inside.suspect) suspect = true;
      else throw finder.malformed(index - 1);
      continue;
    }

    const byte = chunk[index] as number;
    const kind = outsideOf[byte] as number;
    if (kind === outside.token) {
      if (depth === 0 && at !== place.scalar) {
        if (at === place.commaOrEnd || byte === 0x3a) throw finder.malformed(index);
        at = place.scalar;
        start = index;
      }
    } else if (kind === outside.quote) {
      if (depth === 0) {
        if (at > place.row) throw finder.malformed(index);
        start = index;
      }
      inString = true;
    } else if (kind === outside.open) {
      if (depth === 0) {
        if (at > place.row) throw finder.malformed(index);
        start = index;
      } else if (depth === deepest) throw finder.malformed(index, "nests too deep");
      // The bracket that closes it is two code points on, in both pairs.
      stack[depth] = byte + 2;
      depth += 1;
    } else if (kind === outside.close) {
      if (depth === 0) {
        if (byte !== 0x5d || at === place.row) throw finder.malformed(index);
        if (at === place.scalar) finder.scalar(start, index, suspect);
        state.closed = true;
        return index;
      }
      depth -= 1;
      if (stack[depth] !== byte) throw finder.malformed(index);
      if (depth === 0) {
        finder.row(start, index + 1, suspect);
        suspect = false;
        at = place.commaOrEnd;
      }
    } else if (kind === outside.comma) {
      if (depth === 0) {
        if (at === place.scalar) finder.scalar(start, index, suspect);
        else if (at !== place.commaOrEnd) throw finder.malformed(index);
        suspect = false;
        at = place.row;
      }
    } else if (kind === outside.illegal) {
      throw finder.malformed(index);
    } else if (depth > 0) {
      if (kind === outside.newline) suspect = true;
    } else if (at === place.scalar) {
      finder.scalar(start, index, suspect);
      at = place.commaOrEnd;
    }
    index += 1;
  }

  state.depth = depth;
  state.place = at;
  state.inString = inString;
  state.escaped = escaped;
  state.suspect = suspect;
  state.start = start;
  return length;
}
