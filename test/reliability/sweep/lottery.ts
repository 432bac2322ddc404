import type { FaultKind } from "./faults.ts";

/** What may happen to a write on its way there, there, and on its way back. */
const kinds: readonly FaultKind[] = [
  "refused",
  "reset at the first byte",
  "reset in the request",
  "reset before it is carried out",
  "reset before the answer",
  "reset in the body",
  "silence",
  "silence in the body",
  "cut off",
  "broken JSON",
  "429",
  "429 with Retry-After",
  "500",
  "502 with a web page",
  "503",
  "503 with Retry-After",
];

/**
 * The faults of a run, drawn request by request. Those before `write`, the number of the first write, are rarer, or few runs would come
 * so far.
 */
export function drawnFaults(draw: () => number, write: number): (number: number) => FaultKind | undefined {
  const drawn: (FaultKind | undefined)[] = [];
  return (number) => {
    for (let next = drawn.length; next <= number; next += 1) {
      const isHit = draw() < (next < write ? 0.05 : 0.6);
      const kind = kinds[Math.floor(draw() * kinds.length)];
      drawn.push(isHit ? kind : undefined);
    }
    return drawn[number];
  };
}
