/** The longest that Node waits, some 24 days, in milliseconds: a longer timer would fire at once. */
const longest = 2 ** 31 - 1;

/** Work that is to be done once, later. */
export interface Timer {
  /** It is not done any more, if it has not been. */
  stop(): void;
}

/** `setTimeout` for any length: what is longer than Node can wait ends when Node can wait no longer. */
export function startTimer(work: () => void, milliseconds: number): Timer {
  const timer = setTimeout(work, Math.min(milliseconds, longest));
  return { stop: () => clearTimeout(timer) };
}
