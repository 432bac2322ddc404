import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { ListResult, Result } from "../../src/output/result.ts";
import { inOneBatch, Row } from "../../src/rows/row.ts";
import { keepSeen, readSeen } from "../../src/seen/store.ts";
import { watch } from "../../src/seen/watch.ts";
import { fakeServer } from "../fake-server.ts";
import { freshDirectories } from "../files/directory.ts";

const fresh = freshDirectories();
const things = "rpt/defs";

/** What is known after a command with that result, which deletes what it names where `gone`. */
async function knownAfter(result: Result, gone?: true) {
  const place = { path: join(fresh(), "seen", "lab.rpt.json"), server: "https://one" };
  keepSeen(place, things, [["old", "Old"]], []);
  const watched = watch(result, { things, name: "DisplayName", ...(gone && { gone }) }, place);
  if (watched.result.kind === "list") for await (const _ of watched.result.rows);
  watched.keep();
  return readSeen(place)[things];
}

const row = (id: unknown, name?: unknown) => Row.of({ GUID: id, DisplayName: name });
const list = (rows: readonly Row[]): ListResult => ({
  kind: "list",
  rows: inOneBatch(rows),
  columns: [],
  id: "GUID",
  empty: "",
});

describe("what is remembered", () => {
  it.each<[string, Result, readonly (readonly [string, string])[]]>([
    [
      "a list",
      list([row("a", "Ann"), row(7, 8), row(undefined), row({})]),
      [
        ["a", "Ann"],
        ["7", "8"],
        ["old", "Old"],
      ],
    ],
    [
      "an item",
      { kind: "item", row: row("a", "Ann"), columns: [], id: "GUID" },
      [
        ["a", "Ann"],
        ["old", "Old"],
      ],
    ],
    [
      "an item that does not hold its id",
      { kind: "item", row: Row.of({}), columns: [], id: "GUID", idText: "a" },
      [
        ["a", ""],
        ["old", "Old"],
      ],
    ],
    [
      "what was written",
      { kind: "written", items: [{ id: "a", response: row("a", "Ann") }], several: false, note: "" },
      [
        ["a", "Ann"],
        ["old", "Old"],
      ],
    ],
    ["text", { kind: "text", text: "a" }, [["old", "Old"]]],
  ])("of %s", async (_, result, known) => {
    expect(await knownAfter(result)).toEqual(known);
  });

  it("is nothing that is deleted", async () => {
    const deleted: Result = {
      kind: "written",
      items: [{ id: "old", response: row("old") }],
      several: true,
      note: "",
    };
    expect(await knownAfter(deleted, true)).toEqual([]);
  });

  it("is the beginning of a long list", async () => {
    const known = await knownAfter(list(Array.from({ length: 500 }, (_, index) => row(`id-${index}`))));
    expect(known?.length).toBe(101);
  });
});

describe("a command", () => {
  const config = `current-context: lab
contexts:
  lab: { scope: { url: "http://rating.test", auth-type: none } }
  bare: {}
`;
  const results = [
    { scope_id: "5f4d", scope_key: "project_id", fetcher: "keystone", collector: "gnocchi", active: true },
  ];
  const server = (options: { readonly env?: Readonly<Record<string, string>>; readonly terminal?: number }) =>
    fakeServer("http://rating.test", () => ({ body: { results } }), { config, ...options });

  it("leaves ids for the next one to complete, where somebody sits at a terminal", async () => {
    const program = server({ terminal: 100 });
    expect(await program.run("scope", "list")).toMatchObject({ code: 0 });
    const { stdout } = await program.run("__complete", "scope/scopes", "--typed=");
    expect(stdout).toBe("5f4d\tproject_id\n");
    await program.run("context", "delete", "lab", "-y");
    expect(existsSync(join(program.home, "seen", "lab.scope.json"))).toBe(false);
  });

  it.each([
    ["no terminal is there", {}, []],
    [
      "the environment says where the system is",
      { terminal: 100, env: { RPTCTL_SCOPE_URL: "http://rating.test" } },
      [],
    ],
    ["nothing is sent", { terminal: 100 }, ["--dry-run"]],
  ])("leaves nothing where %s", async (_, options, flags) => {
    const program = server(options);
    expect(await program.run("scope", "list", ...flags)).toMatchObject({ code: 0 });
    expect(existsSync(join(program.home, "seen"))).toBe(false);
  });
});
