import { Argument, Command as Commander, CommanderError, Option } from "commander";
import { Fault, usage } from "../errors.ts";
import { shellWord } from "../shell-words.ts";
import type { AnyCommand, Flag, FlagSet, OperandSet } from "./command.ts";
import { globalFlags } from "./globals.ts";
import type { ParseSetting } from "./values.ts";

/** The words of a line, sorted into flags and operands but not yet read as values. */
export interface Words {
  readonly flags: ReadonlyMap<string, readonly string[]>;
  readonly operands: readonly (string | readonly string[])[];
}

function optionFor(name: string, flag: Flag<unknown>): Option {
  const value = flag.kind === undefined ? "" : ` <${flag.kind.placeholder}>`;
  const option = new Option(`${flag.short === undefined ? "" : `-${flag.short}, `}--${name}${value}`);
  if (flag.kind !== undefined) {
    option.argParser((typed: string, before: string[] | undefined) => [...(before ?? []), typed]);
  }
  return option;
}

/** The global flags but for those whose name the verb uses itself: `scope --key K` is a scope's key, not TLS's. */
export function globalFlagsOf(command: AnyCommand): FlagSet {
  return Object.fromEntries(
    Object.entries(globalFlags).filter(([name]) => !Object.hasOwn(command.flags, name)),
  );
}

/** The commander program of one verb: its own flags, the global ones, and its operands. It reads lines; help is told elsewhere. */
function program(path: readonly string[], command: AnyCommand): Commander {
  const made = new Commander(["rptctl", ...path].join(" "))
    .exitOverride()
    .configureOutput({ writeErr: () => {}, writeOut: () => {} })
    .helpOption(false)
    .allowExcessArguments(false);
  for (const [name, flag] of Object.entries(command.flags)) made.addOption(optionFor(name, flag));
  for (const [name, flag] of Object.entries(globalFlagsOf(command))) made.addOption(optionFor(name, flag));
  for (const operand of Object.values(command.operands)) {
    const dots = operand.repeats ? "..." : "";
    const shown = operand.required ? `<${operand.name}${dots}>` : `[${operand.name}${dots}]`;
    made.addArgument(new Argument(shown));
  }
  return made;
}

/** Sorts the words that follow a verb. @throws Fault usage for unknown or incomplete flags and operands. */
export function sortWords(path: readonly string[], command: AnyCommand, rest: readonly string[]): Words {
  const made = program(path, command);
  try {
    made.parse([...rest], { from: "user" });
  } catch (error) {
    throw error instanceof CommanderError ? explain(error, path, made) : error;
  }
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

/** Reads the words as the values that the flags and operands declare. @throws Fault usage that names the flag. */
export async function readFlags(
  declared: FlagSet,
  words: ReadonlyMap<string, readonly string[]>,
  setting: ParseSetting,
): Promise<Record<string, unknown>> {
  const values: Record<string, unknown> = {};
  for (const [name, flag] of Object.entries(declared)) {
    const typed = words.get(name);
    if (typed === undefined && flag.required) throw usage(`--${name} ${flag.kind?.placeholder} is needed`);
    if (typed !== undefined) {
      const other = flag.excludes?.find((excluded) => words.has(excluded));
      if (other !== undefined) throw usage(`--${name} and --${other} exclude each other`);
    }
    if (flag.kind === undefined) values[name] = typed !== undefined;
    else if (!flag.repeats) {
      values[name] =
        typed === undefined ? undefined : await readValue(`--${name}`, flag.kind, typed.at(-1)!, setting);
    } else {
      const parts = (typed ?? []).flatMap((word) =>
        flag.commas ? word.split(",").map((part) => part.trim()) : [word],
      );
      const read: unknown[] = [];
      for (const part of parts) read.push(await readValue(`--${name}`, flag.kind, part, setting));
      values[name] = read;
    }
  }
  return values;
}

export async function readOperands(
  declared: OperandSet,
  words: Words["operands"],
  setting: ParseSetting,
): Promise<Record<string, unknown>> {
  const values: Record<string, unknown> = {};
  for (const [index, [key, operand]] of Object.entries(declared).entries()) {
    const typed = words[index];
    if (Array.isArray(typed)) {
      const read: unknown[] = [];
      for (const word of typed) read.push(await readValue(operand.name, operand.kind, word, setting));
      values[key] = read;
    } else if (typeof typed === "string")
      values[key] = await readValue(operand.name, operand.kind, typed, setting);
    else values[key] = operand.repeats ? [] : undefined;
  }
  return values;
}

async function readValue(
  name: string,
  kind: { parse(typed: string, setting: ParseSetting): unknown },
  typed: string,
  setting: ParseSetting,
): Promise<unknown> {
  try {
    return await kind.parse(typed, setting);
  } catch (error) {
    throw error instanceof Fault && error.code === "usage" ? error.of(name) : error;
  }
}
