import type { Group } from "./tree.ts";

/** The help of a group: its verbs and their summaries, from the tree alone, so that it needs neither parser nor command. */
export function groupHelp(path: readonly string[], group: Group): string {
  const command = ["rptctl", ...path].join(" ");
  const shown = Object.entries(group.children).filter(([, node]) => !node.hidden);
  const width = Math.max(...shown.map(([name]) => name.length));
  const lines = shown.map(([name, node]) => `  ${name.padEnd(width)}  ${node.summary}\n`);
  const usage = path.length === 0 ? "GROUP [VERB] [OPERAND...] [FLAGS]" : "VERB [OPERAND...] [FLAGS]";
  const topics =
    path.length === 0
      ? "rptctl help exit-codes|environment|formatting|time|credentials|cron|ci tells the rest.\n"
      : "";
  return (
    `Usage: ${command} ${usage}\n\n${group.summary}.\n\nCommands:\n${lines.join("")}\n` +
    `${path.length === 0 ? "rptctl COMMAND" : `${command} VERB`} --help tells more.\n${topics}`
  );
}
