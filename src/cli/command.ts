import type { Result } from "../output/result.ts";
import type { Context } from "./context.ts";
import type { Kind, Things } from "./values.ts";

/** A flag; its long name is its key in the command's `flags`. */
export interface Flag<T> {
  readonly summary: string;
  readonly short?: string;
  /** Absent: a switch. */
  readonly kind?: Kind<unknown>;
  readonly repeats?: boolean;
  /** One value may hold several, comma-separated: only where a value cannot hold a comma. */
  readonly commas?: boolean;
  readonly required?: boolean;
  /** Flags that may not stand beside this one. */
  readonly excludes?: readonly string[];
  /** Carries the type; never present. */
  readonly type?: T;
}

export interface Operand<T> {
  readonly name: string;
  readonly summary: string;
  readonly kind: Kind<unknown>;
  readonly required: boolean;
  readonly repeats: boolean;
  readonly type?: T;
}

type FlagOptions = Pick<Flag<unknown>, "short" | "excludes">;

/** A flag that is there or not. */
export function toggle(summary: string, options: FlagOptions = {}): Flag<boolean> {
  return { summary, ...options };
}

/** A flag with a value; given twice, the last one counts. */
export function one<T>(kind: Kind<T>, summary: string, options: FlagOptions = {}): Flag<T | undefined> {
  return { summary, kind, ...options };
}

/** A flag without which the command is refused. */
export function must<T>(kind: Kind<T>, summary: string, options: FlagOptions = {}): Flag<T> {
  return { summary, kind, required: true, ...options };
}

/** A flag that may be given several times. */
export function many<T>(kind: Kind<T>, summary: string, options: FlagOptions = {}): Flag<readonly T[]> {
  return { summary, kind, repeats: true, ...options };
}

/** A flag that may be given several times, or once with commas between its values. */
export function manyOrCommas<T>(
  kind: Kind<T>,
  summary: string,
  options: FlagOptions = {},
): Flag<readonly T[]> {
  return { ...many(kind, summary, options), commas: true };
}

export function operand<T>(kind: Kind<T>, summary: string): Operand<T> {
  return { name: kind.placeholder, summary, kind, required: true, repeats: false };
}

export function optionalOperand<T>(kind: Kind<T>, summary: string): Operand<T | undefined> {
  return { name: kind.placeholder, summary, kind, required: false, repeats: false };
}

/** One or more. */
export function operands<T>(kind: Kind<T>, summary: string): Operand<readonly T[]> {
  return { name: kind.placeholder, summary, kind, required: true, repeats: true };
}

/** None or more. */
export function optionalOperands<T>(kind: Kind<T>, summary: string): Operand<readonly T[]> {
  return { name: kind.placeholder, summary, kind, required: false, repeats: true };
}

export type FlagSet = Readonly<Record<string, Flag<unknown>>>;
export type OperandSet = Readonly<Record<string, Operand<unknown>>>;
type Values<S> = { readonly [K in keyof S]: S[K] extends { readonly type?: infer T } ? T : never };

/** What the user typed, as values. */
export interface Input<F, O> {
  readonly flags: Values<F>;
  readonly operands: Values<O>;
}

/** A line as a user would type it. */
export interface Example {
  readonly line: string;
  /** What it is for, where that is not plain: "Rate it again from November on". */
  readonly says?: string;
  /** How it ends on the sandbox as it is given, where that is not 0. */
  readonly exit?: number;
}

/** `local`: nothing but this machine's files is touched. */
export type CommandEffect = "read" | "write" | "local";

/**
 * One verb: data for the parser, the help, the completions and the manual, and one function that returns data. It never
 * prints, never reads `process` and never sees HTTP.
 */
export interface Command<F = FlagSet, O = OperandSet> {
  /** One line, without a full stop: "List scopes". */
  readonly summary: string;
  /** What the summary has no room for, for `--help`. */
  readonly details?: string;
  /** At least two, the first one of the verb itself; they run on the sandbox, and a test runs them. */
  readonly examples: readonly (string | Example)[];
  /** `write` where anything outside this machine may change: drives protected contexts. */
  readonly effect: CommandEffect | ((input: Input<FlagSet, OperandSet>) => CommandEffect);
  /** A read whose result is no list or record: it is not for several contexts at once. */
  readonly oneContext?: true;
  readonly flags: F;
  /** In the order in which they are typed. */
  readonly operands: O;
  /** What the ids of its result are ids of, and the field that names them: remembered for completion. */
  readonly sees?: { readonly things: Things; readonly name?: string; readonly gone?: true };
  /** The result is plain text whatever the format, so there is nothing for --jq to filter. */
  readonly plainText?: true;
  /** Formats of its own beside the common ones: `ics`. */
  readonly formats?: readonly string[];
  run(context: Context, input: Input<F, O>): Promise<Result>;
}

/** Gives a command its types; the default export of every file under commands/. */
export function defineCommand<const F extends FlagSet, const O extends OperandSet>(
  command: Command<F, O>,
): Command<F, O> {
  return command;
}

/** Any command, where its flags' types do not matter. */
export type AnyCommand = Omit<Command, "run"> & { run(context: Context, input: never): Promise<Result> };
