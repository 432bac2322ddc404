/**
 * The results of the items in their order, with some of them worked on ahead. The first one is awaited alone, since what
 * it learns (a token, how a path is spelled) helps the others. The first failure ends it.
 */
export async function* ahead<T, R>(
  items: AsyncIterable<T>,
  atOnce: number,
  work: (item: T) => Promise<R>,
): AsyncGenerator<R, void, void> {
  const begun: Promise<R>[] = [];
  let most = 1;
  try {
    for await (const item of items) {
      const result = work(item);
      // Its failure is seen when its turn comes.
      result.catch(() => {});
      begun.push(result);
      if (begun.length < most) continue;
      yield await begun.shift()!;
      most = atOnce;
    }
    while (begun.length > 0) yield await begun.shift()!;
  } finally {
    await Promise.allSettled(begun);
  }
}
