import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { generated } from "../../src/docs/generate.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const { version, man } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
  version: string;
  man: string[];
};
const files = await generated((name) => readFileSync(join(root, "src/docs/shells", name), "utf8"), version);

describe("what is made from the command tree", () => {
  it.each([...files])("%s is up to date (npm run generate)", (path, text) => {
    expect(readFileSync(join(root, path), "utf8")).toBe(text);
  });

  it("is all that stands in man/, and what npm installs of it", () => {
    const pages = [...files.keys()].filter((path) => path.startsWith("man/"));
    const there = readdirSync(join(root, "man"), { recursive: true, encoding: "utf8" });
    const found = there.filter((name) => /\.\d$/.test(name)).map((name) => `man/${name}`);
    expect(found.sort()).toEqual([...pages].sort());
    expect(man).toEqual(pages);
  });

  it.each([...files])("%s has nothing left to fill in, and no trailing blanks", (_, text) => {
    expect(text).not.toMatch(/\{\{\w+\}\}/);
    expect(text).not.toMatch(/[ \t]$/m);
    expect(text).toMatch(/[^\n]\n$/);
  });
});
