/** Requests at once to one server. */
export const abreast = 8;

/**
 * The results of the items in their order, with some of them worked on ahead. Unless something before has warmed up what it needs (a
 * token, how a path is spelled), the first one is awaited alone. `prepare` is asked once for the work on an item, and given
 * the signal that ends it: the first failure, or who wants no more, ends the rest.
 */
export async function* ahead<T, R>(
  items: AsyncIterable<T>,
  atOnce: number,
  prepare: (signal: AbortSignal) => (item: T) => Promise<R>,
  { warm = false } = {},
): AsyncGenerator<R, void, void> {
  const over = new AbortController();
  const work = prepare(over.signal);
  const begun: Promise<R>[] = [];
  let most = warm ? atOnce : 1;
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
    over.abort();
    await Promise.allSettled(begun);
  }
}
