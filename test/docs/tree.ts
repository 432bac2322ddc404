import { defineCommand, many, manyOrCommas, one, operand, operands, toggle } from "../../src/cli/command.ts";
import type { Group } from "../../src/cli/tree.ts";
import { choice, contextName, directory, file, remembered, text } from "../../src/cli/values.ts";

const nothing = async () => ({ kind: "text", text: "" }) as const;
const common = { effect: "read", flags: {}, operands: {}, run: nothing } as const;

const verbs = {
  list: defineCommand({
    ...common,
    summary: "List things",
    examples: ["rptctl thing list"],
    flags: {
      state: one(choice("STATE", ["all", "done", "undone"]), "only those: it's a [choice]: of \\ three"),
      tag: many(text("TAG"), "with this tag"),
      old: toggle("old ones", { excludes: ["new"] }),
      new: toggle("new ones"),
    },
  }),
  get: defineCommand({
    ...common,
    summary: "Show a thing",
    examples: ["rptctl thing get 1"],
    operands: { id: operand(text("ID"), "its id") },
  }),
  send: defineCommand({
    ...common,
    summary: "Send files",
    examples: ["rptctl thing send fast one.txt"],
    operands: {
      how: operand(choice("HOW", ["fast", "slow"]), "the way"),
      files: operands(file(), "what to send"),
    },
  }),
  pack: defineCommand({
    ...common,
    summary: "Pack: with 100% of its formats",
    examples: ["rptctl pack"],
    flags: {
      file: one(file(), "read this", { short: "f" }),
      dir: one(directory(), "write there"),
      key: one(choice("KEY", ["mine", "yours"]), "not the key of TLS"),
    },
    formats: ["ics"],
  }),
  use: defineCommand({
    ...common,
    summary: "Use a context",
    examples: ["rptctl context use prod"],
    operands: { name: operand(contextName(), "the context") },
  }),
  find: defineCommand({
    ...common,
    summary: "Find what was seen",
    examples: ["rptctl find 5f4d"],
    flags: { near: manyOrCommas(remembered("scope/scopes", text("ID")), "near these") },
    operands: { ids: operands(remembered("scope/scopes", text("ID")), "what to find") },
  }),
};

const leaf = (name: keyof typeof verbs) => ({
  summary: verbs[name].summary,
  load: async () => ({ default: verbs[name] }),
});

const thing: Group = {
  summary: "Things",
  children: { list: leaf("list"), get: leaf("get"), send: leaf("send") },
};

/** A small tree with everything in it that a tree can have. */
export const tree: Group = {
  summary: "A tree to test with",
  children: {
    thing,
    nested: { summary: "Groups in groups", children: { thing } },
    pack: leaf("pack"),
    context: { summary: "Contexts", children: { use: leaf("use") } },
    find: leaf("find"),
    inner: { ...leaf("pack"), hidden: true },
  },
};
