import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { appendText } from "../../src/files/append.ts";
import { temporaryDirectory } from "../config/world.ts";

it("adds to what is there, and makes what is not", () => {
  const path = join(temporaryDirectory(), "summary.md");
  appendText(path, "one\n");
  appendText(path, "two\n");
  expect(readFileSync(path, "utf8")).toBe("one\ntwo\n");
  writeFileSync(path, "three\n", { flag: "a" });
  appendText(path, "four\n");
  expect(readFileSync(path, "utf8")).toBe("one\ntwo\nthree\nfour\n");
});

it("says which file cannot be written", () => {
  const path = join(temporaryDirectory(), "no", "summary.md");
  expect(() => appendText(path, "x")).toThrow(path);
});
