import { describe, expect, it } from "vitest";
import type { Progress } from "../../src/terminal/progress.ts";
import { Transfers } from "../../src/terminal/transfers.ts";

function transfers(...names: string[]) {
  const said: string[] = [];
  const progress: Progress = { shown: true, update: (text) => said.push(text), end: async () => {} };
  return { said, all: new Transfers(progress, names, () => 0) };
}

describe("several transfers in one line", () => {
  it("count the files that are whole, and the bytes of all", () => {
    const { said, all } = transfers("a", "b", "c");
    all.at("a", 0, 2048);
    all.at("b", 512, undefined);
    all.at("a", 2048, 2048);
    all.at("c", 1024, 1024);
    expect(said).toEqual([
      "0 of 3 files, 0 B",
      "0 of 3 files, 512 B",
      "1 of 3 files, 2.5 KiB",
      "2 of 3 files, 3.5 KiB",
    ]);
  });

  it("tell of a single one all there is to tell", () => {
    const { said, all } = transfers("a");
    all.at("a", 1024, 4096);
    expect(said).toEqual(["a 25%, 1.0 KiB of 4.0 KiB"]);
  });
});
