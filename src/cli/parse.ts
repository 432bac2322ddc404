import { Fault, usage } from "../errors.ts";
import type { AnyCommand, FlagSet, OperandSet } from "./command.ts";
import { globalFlags } from "./globals.ts";
import type { ParseSetting } from "./values.ts";

/** The words of a line, sorted into flags and operands but not yet read as values. */
export interface Words {
  readonly flags: ReadonlyMap<string, readonly string[]>;
  readonly operands: readonly (string | readonly string[])[];
}

/** The global flags but for those whose name the verb uses itself: `scope --key K` is a scope's key, not TLS's. */
export function globalFlagsOf(command: AnyCommand): FlagSet {
  return Object.fromEntries(
    Object.entries(globalFlags).filter(([name]) => !Object.hasOwn(command.flags, name)),
  );
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
