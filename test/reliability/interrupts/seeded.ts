/** Numbers in [0, 1) that are the same in every run: a campaign that fails can be run again (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Runs `work` for 0 to `count` - 1, `lanes` at a time, and gives the reasons of those that did not come out clean. */
export async function trials(
  count: number,
  lanes: number,
  work: (trial: number) => Promise<string | undefined>,
): Promise<{ readonly tried: number; readonly clean: number; readonly dirty: readonly string[] }> {
  const dirty: string[] = [];
  let next = 0;
  const lane = async () => {
    for (let trial = next++; trial < count; trial = next++) {
      const problem = await work(trial);
      if (problem !== undefined) dirty.push(`trial ${trial}: ${problem}`);
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return { tried: count, clean: count - dirty.length, dirty };
}
