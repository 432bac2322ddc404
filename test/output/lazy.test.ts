import { expect, it, vi } from "vitest";
import type { ListResult } from "../../src/output/result.ts";
import { Row, type Rows } from "../../src/rows/row.ts";
import { printed } from "./memory-world.ts";

const { loaded, loading } = vi.hoisted(() => {
  const loaded = new Set<string>();
  const loading = (name: string, original: () => Promise<object>) => {
    loaded.add(name);
    return original();
  };
  return { loaded, loading };
});

vi.mock("chalk", (original) => loading("chalk", original));
vi.mock("yaml", (original) => loading("yaml", original));
vi.mock("fast-string-width", (original) => loading("fast-string-width", original));
vi.mock("fastest-levenshtein", (original) => loading("fastest-levenshtein", original));
vi.mock("jq-wasm/dist/build/jq.js", (original) => loading("jq-wasm", original));

function list(name: string): ListResult {
  async function* rows(): Rows {
    yield [Row.of({ id: 1, name })];
  }
  return { kind: "list", rows: rows(), columns: [{ name: "id" }, { name: "name" }], id: "id", empty: "" };
}

/** In this order, since what is loaded once stays loaded. */
it("loads a package only for what needs it", async () => {
  for (const format of ["table", "json", "ndjson", "csv", "id"] as const)
    await printed(list("è"), { format });
  expect([...loaded]).toEqual([]);
  await printed(list("日本"));
  expect([...loaded]).toEqual(["fast-string-width"]);
  await printed(list("x"), { color: true });
  expect([...loaded]).toEqual(["fast-string-width", "chalk"]);
  await printed(list("x"), {}, 80);
  await printed(list("x"), { format: "yaml" });
  await printed(list("x"), { jq: "." });
  expect([...loaded].slice(2)).toEqual(["yaml", "jq-wasm"]);
});
