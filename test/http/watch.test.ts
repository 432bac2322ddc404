import { afterEach, expect, it, vi } from "vitest";
import { watch } from "../../src/http/watch.ts";

afterEach(() => vi.restoreAllMocks());

it("asks Node for no longer timer than it takes: such a one fires at once", () => {
  const set = vi.spyOn(globalThis, "setTimeout");
  watch(new AbortController().signal, 60 * 86_400_000, () => "late").end();
  expect(set.mock.calls.map(([, delay]) => delay)).toEqual([2 ** 31 - 1]);
});

it("starts no clock any more after its end: what comes late of an upload holds nobody up", () => {
  const set = vi.spyOn(globalThis, "setTimeout");
  const running = watch(new AbortController().signal, 30_000, () => "late");
  running.end();
  running.restart();
  expect(set).toHaveBeenCalledTimes(1);
});
