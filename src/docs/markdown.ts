import type { AnyCommand, Flag } from "../cli/command.ts";
import { globalFlags } from "../cli/globals.ts";
import type { Node } from "../cli/tree.ts";
import { describe, exampleLines, flagTerm, operandTerm, usageLine } from "../cli/usage.ts";
import type { DocModel, Place } from "./model.ts";

/** docs/commands.md: every command with its flags, in the order of the tree. */
export function markdownReference({ places, hidden }: DocModel): string {
  const shown = places.filter((place) => !hidden(place));
  const first = new Map<Node, Place>();
  const parts = shown.map((place) => {
    const same = first.get(place.node);
    if (same === undefined) first.set(place.node, place);
    return same === undefined ? section(place, shown) : "";
  });
  const twice = shown.filter((place) => first.get(place.node) !== place && place.command === undefined);
  const also = twice.map((place) => `\`${typed(place)}\` is \`${typed(first.get(place.node)!)}\`.\n`);
  return [
    "# Commands",
    "Generated from the command tree by `npm run generate`: do not edit.",
    ...also,
    ...parts.filter((part) => part !== ""),
    `## Global flags\n\nEvery command takes them, anywhere on the line.\n\n${flagTable(globalFlags)}`,
  ]
    .map((part) => part.trimEnd())
    .join("\n\n")
    .concat("\n");
}

function section(place: Place, all: readonly Place[]): string {
  if (place.command !== undefined) return commandSection(place, place.command);
  const rows = place.children.map(({ name, summary }) => {
    const path = [...place.path, name];
    const { node } = all.find((other) => other.path.join(" ") === path.join(" "))!;
    // What stands in the tree twice is told once, where it comes first.
    const told = all.find((other) => other.node === node)!;
    return `| [\`rptctl ${path.join(" ")}\`](#rptctl-${told.path.join("-")}) | ${cell(summary)} |`;
  });
  const title = place.path.length === 0 ? "" : `## ${typed(place)}\n\n${place.node.summary}.\n\n`;
  return `${title}| command | |\n|---|---|\n${rows.join("\n")}`;
}

function commandSection(place: Place, command: AnyCommand): string {
  const operands = Object.values(command.operands).map(
    (operand) => `| \`${operandTerm(operand)}\` | ${cell(operand.summary)} |`,
  );
  const aliases = place.aliases.map((path) => `\`rptctl ${path.join(" ")}\``);
  return [
    `### ${typed(place)}`,
    `${command.summary}.${command.details === undefined ? "" : ` ${command.details}`}`,
    fenced([`${typed(place)} ${usageLine(command)}`]),
    ...(aliases.length === 0 ? [] : [`Also ${aliases.join(", ")}.`]),
    ...(operands.length === 0 ? [] : [`| operand | |\n|---|---|\n${operands.join("\n")}`]),
    ...(Object.keys(command.flags).length === 0 ? [] : [flagTable(command.flags)]),
    ...(command.formats === undefined ? [] : [`Further formats of \`-o\`: ${command.formats.join(", ")}.`]),
    fenced(exampleLines(command.examples)),
  ].join("\n\n");
}

function flagTable(flags: Readonly<Record<string, Flag<unknown>>>): string {
  const rows = Object.entries(flags).map(
    ([name, flag]) => `| \`${cell(flagTerm(name, flag))}\` | ${cell(describe(flag))} |`,
  );
  return `| flag | |\n|---|---|\n${rows.join("\n")}`;
}

function typed({ path }: Place): string {
  return ["rptctl", ...path].join(" ");
}

function fenced(lines: readonly string[]): string {
  return `\`\`\`sh\n${lines.join("\n")}\n\`\`\``;
}

function cell(text: string): string {
  return text.replaceAll("|", "\\|");
}
