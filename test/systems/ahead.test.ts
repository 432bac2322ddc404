import { expect, it } from "vitest";
import { ahead } from "../../src/systems/ahead.ts";

async function* items(count: number) {
  for (let item = 0; item < count; item += 1) yield item;
}

/** Work that ends when it is told to. */
function gates() {
  const open = new Map<number, (error?: Error) => void>();
  const begun: number[] = [];
  const work = (item: number) => {
    begun.push(item);
    return new Promise<number>((resolve, reject) => {
      open.set(item, (error) => (error === undefined ? resolve(item * 10) : reject(error)));
    });
  };
  return { work, begun, end: (item: number, error?: Error) => open.get(item)!(error) };
}

const turns = () => new Promise((resolve) => setImmediate(resolve));

it("awaits the first alone, works on some at a time, and keeps the order", async () => {
  const { work, begun, end } = gates();
  const results: number[] = [];
  const all = (async () => {
    for await (const result of ahead(items(5), 3, () => work)) results.push(result);
  })();
  await turns();
  expect(begun).toEqual([0]);
  end(0);
  await turns();
  expect(begun).toEqual([0, 1, 2, 3]);
  end(3);
  end(2);
  await turns();
  expect(results).toEqual([0]);
  end(1);
  await turns();
  expect(results).toEqual([0, 10, 20, 30]);
  end(4);
  await all;
  expect(results).toEqual([0, 10, 20, 30, 40]);
});

it("ends with the first failure in order, when all that was begun has ended", async () => {
  const { work, end } = gates();
  let over: AbortSignal | undefined;
  const prepare = (signal: AbortSignal) => {
    over = signal;
    return work;
  };
  const all = (async () => {
    for await (const _ of ahead(items(9), 2, prepare));
  })();
  let ended = false;
  const seen = all.catch((error: Error) => {
    ended = true;
    return error.message;
  });
  await turns();
  end(0);
  await turns();
  end(1, new Error("one"));
  await turns();
  expect(ended).toBe(false);
  expect(over?.aborted).toBe(true);
  end(2);
  expect(await seen).toBe("one");
});
