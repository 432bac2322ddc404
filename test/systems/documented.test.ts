import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { resolve } from "../../src/cli/resolve.ts";
import { isGroup } from "../../src/cli/tree.ts";
import { commands } from "../../src/commands/index.ts";
import type { Endpoint } from "../../src/http/endpoint.ts";
import { inventory } from "../../src/systems/inventory/endpoints.ts";
import { audit, demo, pipelines, tools } from "../../src/systems/pipeline/endpoints.ts";
import { registries, signin } from "../../src/systems/registries/endpoints.ts";

const operations = [...[pipelines, tools, audit].flatMap((group) => Object.values(group)), demo];

const endpoints: Readonly<Record<string, readonly Pick<Endpoint, "method" | "path">[]>> = {
  registries: [signin, ...Object.values(registries)],
  pipeline: operations.map(({ endpoint }) => endpoint),
  inventory: [inventory],
};

describe.each(Object.entries(endpoints))("docs/%s.md", (name, list) => {
  const text = readFileSync(new URL(`../../docs/${name}.md`, import.meta.url), "utf8");
  const rows = [...text.matchAll(/^\| (GET|POST|PUT|DELETE) `([^`]+)` \| (.+) \|$/gm)];

  it("has a row for each endpoint, and no other", () => {
    const told = rows.map(([, method, path]) => `${method} ${path!.replace(/\{\w+\}/g, ":id")}`);
    expect(told.sort()).toEqual(list.map(({ method, path }) => `${method} ${path}`).sort());
  });

  it("names commands that there are", () => {
    const lines = [...text.matchAll(new RegExp(`\`(${name} [a-z]+(?: [a-z]+)?)`, "g"))];
    expect(lines.length).toBeGreaterThan(0);
    for (const [, line] of lines) expect(isGroup(resolve(commands, line!.split(" ")).node), line).toBe(false);
  });
});

it("sends again what only reads, and never what starts or stops something", () => {
  const effects = operations.map(({ endpoint }) => [endpoint.path.replace("/api/v1/", ""), endpoint.effect]);
  expect(Object.fromEntries(effects)).toEqual({
    "pipeline/pipelines": "read",
    "pipeline/summary": "read",
    "pipeline/run": "once",
    "pipeline/status": "read",
    "pipeline/logs": "read",
    "pipeline/stop": "once",
    "pipeline/reset": "once",
    "registry/tools": "read",
    "registry/summary": "read",
    "registry/update": "once",
    "logs/user/actions": "read",
    "logs/user/tokens": "read",
    "pipeline/demo": "read",
  });
  expect(inventory.effect).toBe("read");
  expect(registries.delete.effect).toBe("replace");
});
