import { describe, expect, it } from "vitest";
import type { FlagSet } from "../../src/cli/command.ts";
import { globalFlags, waitFlags } from "../../src/cli/globals.ts";
import { globalFlagsOf, readFlags, readOperands } from "../../src/cli/parse.ts";
import { resolve } from "../../src/cli/resolve.ts";
import { sortWords } from "../../src/cli/sort-words.ts";
import { aliasesIn, childNamed, isGroup, leaves } from "../../src/cli/tree.ts";
import { exampleOf } from "../../src/cli/usage.ts";
import { commands } from "../../src/commands/index.ts";
import { groups } from "./groups.ts";
import { programWords } from "./line.ts";

const all = await Promise.all(
  [...leaves(commands)].map(async ({ path, leaf }) => {
    return { name: path.join(" "), path, leaf, command: (await leaf.load()).default };
  }),
);
const setting = { now: Date.UTC(2026, 10, 22), timezone: "Europe/Rome", note: () => {} };

/** Names that a verb may take from the global flags, and why. */
const shadows: Readonly<Record<string, string>> = {
  key: "a scope's key, which is what CloudKitty calls it",
};

describe.each(all)("rptctl $name", ({ path, leaf, command }) => {
  it("says in one line what it does, as the tree does", () => {
    expect(command.summary).toBe(leaf.summary);
    expect(command.summary).toMatch(/^[A-Z][^\n]*[^.\s]$/);
    expect(command.summary.length).toBeLessThanOrEqual(72);
  });

  it("explains itself in whole sentences", () => {
    if (command.details !== undefined) expect(command.details).toMatch(/[.)]$/);
  });

  it("has an example, the first one of itself", () => {
    // The same verb may stand in the tree twice: as `defs list` and `rpt defs list`.
    expect(resolve(commands, programWords(exampleOf(command.examples[0] ?? "").line)).node).toBe(leaf);
  });

  it.each(command.examples.map((example) => exampleOf(example).line))(
    "has an example that parses: %s",
    async (line) => {
      const { path: found, node, rest, help } = resolve(commands, programWords(line));
      if (isGroup(node)) throw new Error(`no verb in: ${line}`);
      const used = (await node.load()).default;
      const words = sortWords(found, used, rest);
      await readFlags(used.flags, words.flags, setting);
      await readFlags(globalFlagsOf(used), words.flags, setting);
      await readOperands(used.operands, words.operands, setting);
      expect(help).toBe(false);
    },
  );

  it("has flags that clash with no other", () => {
    const own = Object.entries(command.flags);
    const taken = new Set(Object.keys(globalFlags).filter((name) => !Object.hasOwn(shadows, name)));
    expect(own.filter(([name]) => taken.has(name) || ["help", "version"].includes(name))).toEqual([]);
    const shorts = [...own, ...Object.entries(globalFlagsOf(command))].flatMap(
      ([, { short }]) => short ?? [],
    );
    expect(shorts.filter((short, index) => shorts.indexOf(short) !== index || short === "h")).toEqual([]);
  });

  it("has flags and operands that say what they are", () => {
    for (const [name, flag] of Object.entries(command.flags)) {
      expect(name).toMatch(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/);
      expect(flag.short ?? "x").toMatch(/^[A-Za-z]$/);
      expect(flag.summary, name).toMatch(/^\S[^\n]*[^.\s]$/);
    }
    for (const operand of Object.values(command.operands)) {
      expect(operand.summary, operand.name).toMatch(/^\S[^\n]*[^.\s]$/);
    }
  });

  it("excludes flags that there are", () => {
    const known: FlagSet = { ...globalFlags, ...command.flags };
    const named = Object.values(command.flags).flatMap(({ excludes }) => excludes ?? []);
    expect(named.filter((name) => !Object.hasOwn(known, name))).toEqual([]);
  });

  it("takes optional operands after needed ones, and several only at the end", () => {
    const operands = Object.values(command.operands);
    const optional = operands.findIndex(({ required }) => !required);
    expect(operands.slice(optional < 0 ? operands.length : optional).some(({ required }) => required)).toBe(
      false,
    );
    expect(operands.slice(0, -1).some(({ repeats }) => repeats)).toBe(false);
  });

  it("is found by its path", () => {
    expect(resolve(commands, path).node).toBe(leaf);
  });
});

describe.each([...groups(commands)])("the group rptctl $name", ({ path, group }) => {
  it("has a summary, and plain names below it", () => {
    expect(group.summary).toMatch(/^[A-Z][^\n]*[^.\s]$/);
    for (const name of Object.keys(group.children)) expect(name).toMatch(/^[a-z]+(-[a-z]+)*$/);
  });

  it("knows its verbs by their aliases", () => {
    for (const name of Object.keys(group.children)) {
      for (const alias of aliasesIn(group, name)) expect(childNamed(group, alias)?.name).toBe(name);
    }
  });

  it("lists where no verb is given", () => {
    if (path.length === 0 || group.children.list === undefined) return;
    expect(resolve(commands, path).node).toBe(group.children.list);
  });
});

it("has flags of waiting that clash with no global ones", () => {
  expect(Object.keys(waitFlags).filter((name) => Object.hasOwn(globalFlags, name))).toEqual([]);
});

it.each([
  ["scope ls", "scope list"],
  ["scope show", "scope get"],
  ["context rm", "context delete"],
  ["context show", "context show"],
])("takes %s for %s", (typed, path) => {
  expect(resolve(commands, typed.split(" ")).path.join(" ")).toBe(path);
});
