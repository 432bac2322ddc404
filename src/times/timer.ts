/** The longest that Node waits, some 24 days, in milliseconds: a longer timer would fire at once. */
const longest = 2 ** 31 - 1;

/** `setTimeout` for any length: what is longer than Node can wait ends when Node can wait no longer. */
export function startTimer(work: () => void, milliseconds: number): NodeJS.Timeout {
  return setTimeout(work, Math.min(milliseconds, longest));
}
