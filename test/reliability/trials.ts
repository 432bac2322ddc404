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
