import { afterEach, expect, it, vi } from "vitest";
import { watch } from "../../src/http/watch.ts";

afterEach(() => vi.restoreAllMocks());

it("asks Node for no longer timer than it takes: such a one fires at once", () => {
  const set = vi.spyOn(globalThis, "setTimeout");
  watch(new AbortController().signal, 60 * 86_400_000, () => "late").end();
  expect(set.mock.calls.map(([, delay]) => delay)).toEqual([2 ** 31 - 1]);
});
