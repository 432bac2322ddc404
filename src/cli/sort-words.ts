import { Argument, Command as Commander, CommanderError, Option } from "commander";
import { type Fault, usage } from "../errors.ts";
import { shellWord } from "../shell-words.ts";
import type { AnyCommand, Flag } from "./command.ts";
import { globalFlagsOf, type Words } from "./parse.ts";
import { operandTerm } from "./usage.ts";

function optionFor(name: string, flag: Flag<unknown>): Option {
  const value = flag.kind === undefined ? "" : ` <${flag.kind.placeholder}>`;
  const option = new Option(`${flag.short === undefined ? "" : `-${flag.short}, `}--${name}${value}`);
  if (flag.kind !== undefined) {
    option.argParser((typed: string, before: string[] | undefined) => [...(before ?? []), typed]);
  }
  return option;
}

/** Which flags of a verb a program knows. */
type Which = (name: string, flag: Flag<unknown>) => boolean;

/** The commander program of one verb: its own flags, the global ones, and its operands. It reads lines; help is told elsewhere. */
function program(path: readonly string[], command: AnyCommand, which: Which): Commander {
  const made = new Commander(["rptctl", ...path].join(" "))
    .exitOverride()
    .configureOutput({ writeErr: () => {}, writeOut: () => {} })
    .helpOption(false)
    .allowExcessArguments(false);
  for (const [name, flag] of Object.entries({ ...command.flags, ...globalFlagsOf(command) })) {
    if (which(name, flag)) made.addOption(optionFor(name, flag));
  }
  for (const operand of Object.values(command.operands)) {
    const term = operandTerm(operand);
    made.addArgument(new Argument(operand.required ? `<${term}>` : `[${term}]`));
  }
  return made;
}

/** Sorts the words that follow a verb. @throws Fault usage for unknown or incomplete flags and operands. */
export function sortWords(path: readonly string[], command: AnyCommand, rest: readonly string[]): Words {
  const made = parsed(path, command, rest);
  const typed = made.opts();
  const flags = new Map<string, readonly string[]>();
  for (const option of made.options) {
    const value: unknown = typed[option.attributeName()];
    const name = option.long!.slice(2);
    if (option.negate ? value === false : value === true) flags.set(name, []);
    else if (Array.isArray(value)) flags.set(name, value);
  }
  return { flags, operands: made.processedArgs };
}

/**
 * The program, having read the line. To make an option takes commander longer than to read it, so only those are made that may be
 * in the line; what is wrong with a line is told by a program that knows them all.
 */
function parsed(path: readonly string[], command: AnyCommand, rest: readonly string[]): Commander {
  try {
    return program(path, command, (name, flag) => mayBeIn(rest, name, flag)).parse(rest, { from: "user" });
  } catch {
    const made = program(path, command, () => true);
    try {
      return made.parse(rest, { from: "user" });
    } catch (error) {
      throw error instanceof CommanderError ? explain(error, path, made) : error;
    }
  }
}

function mayBeIn(line: readonly string[], name: string, { short }: Flag<unknown>): boolean {
  return line.some(
    (word) =>
      word.startsWith(`--${name}`) || (short !== undefined && /^-[^-]/.test(word) && word.includes(short)),
  );
}

function explain(error: CommanderError, path: readonly string[], made: Commander): Fault {
  const [first = "", ...more] = error.message.replace(/^error: /, "").split("\n");
  const hints = more.map((line) => line.replace(/^\(|\)$/g, ""));
  const help = `rptctl help ${path.join(" ")}`;
  const most = made.registeredArguments.length;
  if (error.code === "commander.excessArguments") {
    return usage(
      `too many arguments: "${made.args[most]}" (${most} expected, ${made.args.length} given)`,
      help,
    );
  }
  const option = error.code === "commander.unknownOption" ? /'(.+)'/.exec(first)?.[1] : undefined;
  if (option !== undefined && most > 0) {
    hints.push(`what is no flag stands behind --: rptctl ${path.join(" ")} -- ${shellWord(option)}`);
  }
  return usage(first, ...hints, help);
}
