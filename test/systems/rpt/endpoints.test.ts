import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import type { Endpoint } from "../../../src/http/endpoint.ts";
import * as endpoints from "../../../src/systems/rpt/endpoints.ts";

const page = readFileSync(fileURLToPath(new URL("../../../docs/rpt.md", import.meta.url)), "utf8");
const rows = [...page.matchAll(/^\| 13\.4\.(\d+) \| (\w+) `([^`]+)` \| (.+) \|$/gm)].map(
  ([, section, method, path]) => ({
    section: Number(section),
    target: `${method} ${path!.replace(/<[^>]+>/g, ":")}`,
  }),
);

function* all(value: unknown): Iterable<Endpoint> {
  if (typeof value !== "object" || value === null) return;
  if ("method" in value && "path" in value) yield value as Endpoint;
  else for (const inner of Object.values(value)) yield* all(inner);
}

const declared = [...all({ ...endpoints })].map(
  ({ method, path }) => `${method} ${path.replace(/:\w+/g, ":")}`,
);

describe("the sections of the page", () => {
  it("are 40, each in the table of docs/rpt.md", () => {
    expect(rows.map(({ section }) => section)).toEqual(Array.from({ length: 40 }, (_, index) => index + 1));
  });

  it("are declared, and nothing else is", () => {
    expect([...new Set(declared)].sort()).toEqual(rows.map(({ target }) => target).sort());
  });

  it("reads are the GETs, and a POST is never taken for one", () => {
    for (const { method, effect } of all({ ...endpoints })) expect(effect === "read").toBe(method === "GET");
  });
});
