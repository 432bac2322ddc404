import type { AnyCommand, Flag } from "./command.ts";
import { columnOf, type Entry, indented, part, table, wrapped } from "./layout.ts";
import { commonFlags, describe, exampleLines, flagTerm, operandTerm, usageLine } from "./usage.ts";

/**
 * The help of one verb, `width` characters wide where its words let it: what it does, how it is called, and flags last.
 * Plain text of these two alone; `withHeadings` makes it bold.
 */
export function commandHelp(path: readonly string[], command: AnyCommand, width: number): string {
  const words = ["rptctl", ...path].join(" ");
  const operands = Object.values(command.operands).map(
    (operand): Entry => [operandTerm(operand), operand.summary],
  );
  const own = entriesOf(command.flags);
  const common = [...entriesOf(commonFlags(command)), ["-h, --help", "show this help"] as const];
  const column = columnOf([...operands, ...own, ...common]);
  const rows = (entries: readonly Entry[]) => table(entries, width, column);
  return [
    `${wrapped(`${command.summary}.`, width)}\n`,
    ...part("Usage", `  ${words} ${usageLine(command)}`),
    ...part("Examples", indented(exampleLines(command.examples))),
    ...(command.details === undefined ? [] : part("Details", wrapped(command.details, width, "  "))),
    ...part("Operands", rows(operands)),
    ...part("Flags", rows(own)),
    ...part("Common flags", rows(common)),
    `${wrapped('"rptctl help flags" tells of the flags that every command takes.', width)}\n`,
  ].join("\n");
}

/** Long names stand below each other, whether a letter stands before them or not. */
function entriesOf(flags: Readonly<Record<string, Flag<unknown>>>): Entry[] {
  return Object.entries(flags).map(([name, flag]) => [
    `${flag.short === undefined ? "    " : ""}${flagTerm(name, flag)}`,
    describe(flag),
  ]);
}
