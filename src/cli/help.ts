import { Command as Commander } from "commander";
import type { Sink } from "../world.ts";
import type { AnyCommand } from "./command.ts";
import { program } from "./parse.ts";
import type { Group } from "./tree.ts";

/** How wide help is: as the terminal, but never so wide that it is hard to read. */
export function helpWidth(stdout: Pick<Sink, "columns">): number {
  return Math.min(stdout.columns ?? 100, 120);
}

/** The help of one verb, as wide as the reader's terminal. */
export function commandHelp(path: readonly string[], command: AnyCommand, width: number): string {
  const examples = command.examples.map((line) => `  ${line}`).join("\n");
  return `${program(path, command).configureHelp({ helpWidth: width }).helpInformation()}\nExamples:\n${examples}\n`;
}

/** The help of a group: its verbs and their summaries, from the tree alone. */
export function groupHelp(path: readonly string[], group: Group, width: number): string {
  const made = new Commander(["rptctl", ...path].join(" "))
    .description(`${group.summary}.`)
    .usage(path.length === 0 ? "GROUP [VERB] [OPERAND...] [FLAGS]" : "VERB [OPERAND...] [FLAGS]")
    .helpOption(false)
    .helpCommand(false)
    .configureHelp({ helpWidth: width, subcommandTerm: (command) => command.name() });
  for (const [name, node] of Object.entries(group.children)) {
    if (!node.hidden) made.command(name).description(node.summary);
  }
  const command = ["rptctl", ...path].join(" ");
  return `${made.helpInformation()}\n"${command} VERB --help" tells more${
    path.length === 0 ? '; "rptctl help exit-codes|environment|formatting" tells the rest' : ""
  }.\n`;
}
