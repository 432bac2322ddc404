import type { AnyCommand, Flag, Operand } from "../cli/command.ts";
import { formats, globalFlags } from "../cli/globals.ts";
import { aliasesIn, type Group, isGroup, type Leaf, type Node } from "../cli/tree.ts";
import type { Kind } from "../cli/values.ts";

/** What a shell offers for a value: words, or names that it finds when asked; undefined where nobody can know. */
export type Candidates = readonly string[] | NonNullable<Kind<unknown>["completes"]> | undefined;

/** A flag as it is typed: `--output` and `-o`. */
export interface DocFlag {
  readonly names: readonly string[];
  readonly summary: string;
  /** Absent for a switch. */
  readonly value?: { readonly placeholder: string; readonly candidates: Candidates };
  readonly repeats: boolean;
  /** Flags that may not stand beside it, in full: `--inactive`. */
  readonly excludes: readonly string[];
}

export interface DocOperand {
  readonly name: string;
  readonly summary: string;
  readonly candidates: Candidates;
  readonly repeats: boolean;
}

/** One point of the tree, and what may follow it on the line. */
export interface Place {
  /** `["scope", "list"]`; empty for the root. */
  readonly path: readonly string[];
  /** Other spellings of the path: `["scope", "ls"]`. */
  readonly aliases: readonly (readonly string[])[];
  readonly node: Node;
  /** Undefined for a group. */
  readonly command: AnyCommand | undefined;
  /** It answers as a monitoring plugin does. */
  readonly isCheck: boolean;
  /** The words that may follow; none for a verb. */
  readonly children: readonly { readonly name: string; readonly summary: string }[];
  /** The flags beside the global ones. A group that lists when no verb is given has those of its list. */
  readonly flags: readonly DocFlag[];
  readonly operands: readonly DocOperand[];
}

export interface DocModel {
  /** Depth first, in the order of the tree, the root before all. */
  readonly places: readonly Place[];
  readonly globals: readonly DocFlag[];
  /** True of what works but is not told of. */
  hidden(place: Place): boolean;
}

const version: DocFlag = { names: ["--version"], summary: "print the version", repeats: false, excludes: [] };

/** Loads every command and lays the tree out flat. @throws Error for choices that no shell could take as plain words. */
export async function docModel(root: Group): Promise<DocModel> {
  const help: DocFlag = { names: ["--help", "-h"], summary: "show help", repeats: false, excludes: [] };
  const globals = flagsOf(globalFlags, formats);
  const places = await placesOfGroup(root, [], false);
  const secrets = places.filter(({ node }) => node.hidden === true).map(({ path }) => path);
  return {
    places,
    globals: [...globals, help],
    hidden: ({ path }) => secrets.some((secret) => secret.every((word, index) => path[index] === word)),
  };
}

async function placesOfGroup(group: Group, path: readonly string[], above: boolean): Promise<Place[]> {
  const isCheck = above || group.plugin === true;
  const below: Place[] = [];
  const children: { name: string; summary: string }[] = [];
  let flags: readonly DocFlag[] = path.length === 0 ? [version] : [];
  for (const [name, child] of Object.entries(group.children)) {
    if (!child.hidden) children.push({ name, summary: child.summary });
    const at = [...path, name];
    if (isGroup(child)) below.push(...(await placesOfGroup(child, at, isCheck)));
    else {
      const aliases = aliasesIn(group, name).map((alias) => [...path, alias]);
      const verb = placeOfVerb(child, (await child.load()).default, at, aliases, isCheck);
      below.push(verb);
      if (name === "list" && path.length > 0) flags = verb.flags;
    }
  }
  return [
    { path, aliases: [], node: group, command: undefined, isCheck, children, flags, operands: [] },
    ...below,
  ];
}

function placeOfVerb(
  node: Leaf,
  command: AnyCommand,
  path: readonly string[],
  aliases: readonly (readonly string[])[],
  isCheck: boolean,
): Place {
  const operands = Object.values(command.operands).map(operandOf);
  return { path, aliases, node, command, isCheck, children: [], flags: flagsOfCommand(command), operands };
}

function flagsOfCommand(command: AnyCommand): readonly DocFlag[] {
  const own = flagsOf(command.flags, formats);
  if (command.formats === undefined) return own;
  return [...own, ...flagsOf({ output: globalFlags.output }, [...formats, ...command.formats])];
}

function flagsOf(
  flags: Readonly<Record<string, Flag<unknown>>>,
  outputs: readonly string[],
): readonly DocFlag[] {
  return Object.entries(flags).map(([name, flag]) => ({
    names: [`--${name}`, ...(flag.short === undefined ? [] : [`-${flag.short}`])],
    summary: flag.summary,
    repeats: flag.repeats === true,
    excludes: Object.keys(flags)
      .filter((other) => flag.excludes?.includes(other) || flags[other]!.excludes?.includes(name))
      .map((other) => `--${other}`),
    ...(flag.kind && {
      value: {
        placeholder: flag.kind.placeholder,
        candidates: flag === globalFlags.output ? outputs : candidatesOf(flag.kind),
      },
    }),
  }));
}

function operandOf({ name, summary, kind, repeats }: Operand<unknown>): DocOperand {
  return { name, summary, repeats, candidates: candidatesOf(kind) };
}

function candidatesOf({ choices, offers, completes }: Operand<unknown>["kind"]): Candidates {
  const words = choices ?? offers;
  const odd = words?.find((word) => !/^[\w.+/-]+$/.test(word));
  if (odd !== undefined) throw new Error(`"${odd}" is no plain word, which the completion scripts need`);
  return words ?? completes;
}
