import { type Group, isGroup } from "../../src/cli/tree.ts";

/** Every group of a tree with its path, the root first. */
export function* groups(
  group: Group,
  path: readonly string[] = [],
): Generator<{ name: string; path: readonly string[]; group: Group }> {
  yield { name: path.join(" "), path, group };
  for (const [name, node] of Object.entries(group.children)) {
    if (isGroup(node)) yield* groups(node, [...path, name]);
  }
}
