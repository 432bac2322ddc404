import type { AnyCommand, Example } from "./command.ts";

/** A verb whose file is loaded when it is used. */
export interface Leaf {
  readonly summary: string;
  readonly load: () => Promise<{ readonly default: AnyCommand }>;
  /** Works but is not shown. */
  readonly hidden?: boolean;
}

export interface Group {
  readonly summary: string;
  /** Whatever goes wrong below it is told as a monitoring plugin tells it: one line on stdout, exit 3 (UNKNOWN). */
  readonly plugin?: boolean;
  readonly children: Readonly<Record<string, Node>>;
  readonly hidden?: boolean;
  /** What one does with it, for its help. */
  readonly examples?: readonly (string | Example)[];
  /** Titles under which its help shows the children of these names, in the order of the tree. */
  readonly sections?: Readonly<Record<string, readonly string[]>>;
  /** What "rptctl help" tells beside its commands. */
  readonly topics?: Readonly<Record<string, { readonly summary: string }>>;
}

export type Node = Leaf | Group;

export function isGroup(node: Node): node is Group {
  return "children" in node;
}

/** What else a verb answers to, wherever a group has the verb. */
const verbAliases: Readonly<Record<string, string>> = { ls: "list", rm: "delete", show: "get" };

/** The other words that name a child of a group. */
export function aliasesIn(group: Group, name: string): readonly string[] {
  const words = Object.keys(verbAliases).filter((word) => verbAliases[word] === name);
  return words.filter((word) => !Object.hasOwn(group.children, word));
}

/** The child that a typed word names, directly or by alias. */
export function childNamed(group: Group, word: string): { name: string; node: Node } | undefined {
  if (Object.hasOwn(group.children, word)) return { name: word, node: group.children[word]! };
  const verb = Object.hasOwn(verbAliases, word) ? verbAliases[word]! : undefined;
  if (verb !== undefined && Object.hasOwn(group.children, verb))
    return { name: verb, node: group.children[verb]! };
  return undefined;
}

/** Every leaf with its path, depth first, in the order of the tree. */
export function* leaves(
  group: Group,
  path: readonly string[] = [],
): Generator<{ path: readonly string[]; leaf: Leaf }> {
  for (const [name, node] of Object.entries(group.children)) {
    if (isGroup(node)) yield* leaves(node, [...path, name]);
    else yield { path: [...path, name], leaf: node };
  }
}
