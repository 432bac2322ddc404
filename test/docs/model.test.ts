import { describe, expect, it } from "vitest";
import { defineCommand, one } from "../../src/cli/command.ts";
import { choice } from "../../src/cli/values.ts";
import { docModel } from "../../src/docs/model.ts";
import { byContent, fill, flagTokens, operandToken } from "../../src/docs/tokens.ts";
import { tree } from "./tree.ts";

const model = await docModel(tree);
const at = (path: string) => model.places.find((place) => place.path.join(" ") === path)!;

describe("the flat tree", () => {
  it("has the root, every group and every verb, in the order of the tree", () => {
    expect(model.places.map(({ path }) => path.join(" ")).slice(0, 5)).toEqual([
      "",
      "thing",
      "thing list",
      "thing get",
      "thing send",
    ]);
  });

  it("shows what is not hidden, and knows the rest", () => {
    expect(at("").children.map(({ name }) => name)).toEqual(["thing", "nested", "pack", "context", "find"]);
    expect(at("inner").command).toBeDefined();
  });

  it("gives a group the flags of its list, and the root --version", () => {
    expect(at("thing").flags).toBe(at("thing list").flags);
    expect(at("").flags.map(({ names }) => names[0])).toEqual(["--version"]);
    expect(at("context").flags).toEqual([]);
  });

  it("knows the aliases", () => {
    expect(at("thing list").aliases).toEqual([["thing", "ls"]]);
    expect(at("thing get").aliases).toEqual([["thing", "show"]]);
    expect(at("pack").aliases).toEqual([]);
  });

  it("lets flags exclude each other in both directions", () => {
    const flags = at("thing list").flags.filter(({ excludes }) => excludes.length > 0);
    expect(flags.map(({ names, excludes }) => [names[0], excludes])).toEqual([
      ["--old", ["--new"]],
      ["--new", ["--old"]],
    ]);
  });

  it("adds formats of a verb's own to -o", () => {
    const output = at("pack").flags.find(({ names }) => names.includes("-o"));
    expect(output?.value?.candidates).toEqual(["table", "json", "ndjson", "csv", "yaml", "id", "ics"]);
  });

  it("refuses choices that no shell takes as a word", async () => {
    const odd = defineCommand({
      summary: "Odd",
      examples: [],
      effect: "read",
      flags: { with: one(choice("WITH", ["two words"]), "odd") },
      operands: {},
      run: async () => ({ kind: "text", text: "" }),
    });
    const root = { summary: "", children: { odd: { summary: "Odd", load: async () => ({ default: odd }) } } };
    await expect(docModel(root)).rejects.toThrow('"two words"');
  });
});

describe("tokens", () => {
  it.each([
    ["thing list", ["--state=all,done,undone", "--tag=", "--old", "--new"]],
    ["pack", ["--file=@file", "-f=@file", "--dir=@directory", "--key=mine,yours"]],
  ])("of the flags of %s", (path, tokens) => {
    expect(at(path).flags.flatMap(flagTokens).slice(0, 4)).toEqual(tokens);
  });

  it.each([
    ["thing get", ["-"]],
    ["thing send", ["fast,slow", "@file..."]],
    ["find", ["@scope/scopes..."]],
    ["context use", ["@context"]],
  ])("of the operands of %s", (path, tokens) => {
    expect(at(path).operands.map(operandToken)).toEqual(tokens);
  });

  it("puts places that say the same together", () => {
    const paths = [...byContent(model.places, ({ flags }) => JSON.stringify(flags)).values()];
    expect(paths).toContainEqual([
      "thing",
      "thing list",
      "thing ls",
      "nested thing",
      "nested thing list",
      "nested thing ls",
    ]);
  });

  it("fills a template, and minds a part without a place", () => {
    expect(fill("{{generated}}: {{a}}", { a: "$&" })).toMatch(/do not edit\.: \$&$/);
    expect(() => fill("{{generated}}", { a: "" })).toThrow("{{a}}");
  });
});
