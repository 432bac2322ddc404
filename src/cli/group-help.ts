import { columnOf, type Entry, indented, part, table, wrapped } from "./layout.ts";
import type { Group } from "./tree.ts";
import { exampleLines } from "./usage.ts";

/**
 * The help of a group: its verbs and their summaries, from the tree alone, so that it needs neither parser nor command. Plain
 * text of these alone; `withHeadings` makes it bold.
 */
export function groupHelp(path: readonly string[], group: Group, width = 80): string {
  const words = ["rptctl", ...path].join(" ");
  const isRoot = path.length === 0;
  const shown = Object.entries(group.children).filter(([, node]) => !node.hidden);
  const sections = sectionsOf(group, shown);
  const topics = Object.entries(group.topics ?? {}).map(([name, { summary }]): Entry => [name, summary]);
  const column = columnOf([...Object.values(sections).flat(), ...topics]);
  return [
    `${wrapped(`${group.summary}.`, width)}\n`,
    ...part(
      "Usage",
      `  ${words} ${isRoot ? "GROUP VERB [OPERAND...] [FLAGS]" : "VERB [OPERAND...] [FLAGS]"}`,
    ),
    ...part("Examples", indented(exampleLines(group.examples ?? []))),
    ...Object.entries(sections).flatMap(([title, rows]) => part(title, table(rows, width, column))),
    ...part("Topics", table(topics, width, column)),
    `${wrapped(isRoot ? rootHint : `"${words} VERB --help" tells more.`, width)}\n`,
  ].join("\n");
}

const rootHint = '"rptctl COMMAND --help" tells more of a command, "rptctl help TOPIC" of a topic.';

/** The children under the titles of the group; those that no title names come last. */
function sectionsOf(
  { sections = {} }: Group,
  shown: readonly (readonly [string, { readonly summary: string }])[],
): Readonly<Record<string, readonly Entry[]>> {
  const rows = shown.map(([name, { summary }]): Entry => [name, summary]);
  const titled = Object.entries(sections).map(
    ([title, names]) => [title, rows.filter(([name]) => names.includes(name))] as const,
  );
  const rest = rows.filter(([name]) => !Object.values(sections).flat().includes(name));
  return Object.fromEntries([...titled, ["Commands", rest]]);
}
