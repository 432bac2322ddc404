import { describe, expect, it } from "vitest";
import type { Progress, Share } from "../../src/terminal/progress.ts";
import { Transfer } from "../../src/terminal/transfer.ts";
import { Transfers } from "../../src/terminal/transfers.ts";

function heard() {
  const said: Share[] = [];
  const progress: Progress = {
    shown: true,
    update: () => {},
    measure: (share) => said.push(share),
    end: async () => {},
  };
  return { said, progress };
}

describe("a transfer", () => {
  function transfer() {
    const { said, progress } = heard();
    let now = 0;
    return { said, at: new Transfer(progress, "r.pdf", () => now), pass: (ms: number) => (now += ms) };
  }

  it("tells part, sizes, speed and time left", () => {
    const { said, at, pass } = transfer();
    at.at(0, 4096);
    pass(1000);
    at.at(1024, 4096);
    expect(said).toEqual([
      { name: "r.pdf", share: 0, told: "0 B of 4.0 KiB" },
      { name: "r.pdf", share: 0.25, told: "1.0 KiB of 4.0 KiB, 1.0 KiB/s, 3s left" },
    ]);
  });

  it("counts no speed for what was there before", () => {
    const { said, at, pass } = transfer();
    at.at(2048, 4096);
    pass(1000);
    at.at(3072, 4096);
    expect(said[1]?.told).toBe("3.0 KiB of 4.0 KiB, 1.0 KiB/s, 1s left");
  });

  it("does without a length, and says what the server says", () => {
    const { said, at } = transfer();
    at.at(10, undefined);
    at.beside("server: 50%");
    expect(said).toEqual([
      { name: "r.pdf", share: undefined, told: "10 B" },
      { name: "r.pdf", share: undefined, told: "10 B (server: 50%)" },
    ]);
  });

  it("of an empty file divides by nothing", () => {
    const { said, at } = transfer();
    at.at(0, 0);
    expect(said).toEqual([{ name: "r.pdf", share: undefined, told: "0 B of 0 B" }]);
  });
});

describe("several transfers in one line", () => {
  it("count the files that are whole, the bytes of all, and their speed", () => {
    const { said, progress } = heard();
    let now = 0;
    const all = new Transfers(progress, ["a", "b", "c"], () => now);
    all.at("a", 0, 2048);
    all.at("b", 512, undefined);
    now = 1000;
    all.at("a", 2048, 2048);
    all.at("c", 1024, 1024);
    expect(said.map(({ name, told }) => `${name}: ${told}`)).toEqual([
      "0 of 3 files: 0 B",
      "0 of 3 files: 512 B",
      "1 of 3 files: 2.5 KiB, 2.0 KiB/s",
      "2 of 3 files: 3.5 KiB, 2.0 KiB/s",
    ]);
    expect(said.map(({ share }) => share)).toEqual([0, 0, 1 / 3, 2 / 3]);
  });

  it("tell of a single one all there is to tell", () => {
    const { said, progress } = heard();
    new Transfers(progress, ["a"], () => 0).at("a", 1024, 4096);
    expect(said).toEqual([{ name: "a", share: 0.25, told: "1.0 KiB of 4.0 KiB" }]);
  });
});
