import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

const dist = fileURLToPath(new URL("../../dist/", import.meta.url));

it("no chunk imports at run time what is not bundled: Node would warn of it on stderr", () => {
  const chunks = readdirSync(dist).filter((name) => name.endsWith(".cjs"));
  expect(chunks.length).toBeGreaterThan(10);
  expect(chunks.filter((name) => /[^.\w]import\(/.test(readFileSync(dist + name, "utf8")))).toEqual([]);
});
