import type { Sink } from "../world.ts";
import type { AnyCommand } from "./command.ts";
import { program } from "./parse.ts";

/** How wide help is: as the terminal, but never so wide that it is hard to read. */
export function helpWidth(stdout: Pick<Sink, "columns">): number {
  return Math.min(stdout.columns ?? 80, 120);
}

/** The help of one verb, as wide as the reader's terminal. */
export function commandHelp(path: readonly string[], command: AnyCommand, width: number): string {
  const examples = command.examples.map((line) => `  ${line}`).join("\n");
  return `${program(path, command).configureHelp({ helpWidth: width }).helpInformation()}\nExamples:\n${examples}\n`;
}
