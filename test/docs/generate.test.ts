import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { generated } from "../../src/docs/generate.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const files = await generated((name) => readFileSync(join(root, "src/docs/shells", name), "utf8"));

describe("what is made from the command tree", () => {
  it.each([...files])("%s is up to date (npm run generate)", (path, text) => {
    expect(readFileSync(join(root, path), "utf8")).toBe(text);
  });

  it.each([...files])("%s has nothing left to fill in, and no trailing blanks", (_, text) => {
    expect(text).not.toContain("{{");
    expect(text).not.toMatch(/[ \t]$/m);
    expect(text).toMatch(/[^\n]\n$/);
  });
});
