import { join, resolve } from "node:path";
import { Fault } from "../errors.ts";
import type { Kind, Value } from "./kinds.ts";

/** A declared key: what it may hold, and what it is for. */
export interface Key {
  readonly kind: Kind;
  /** One line for help and documents, without a full stop. */
  readonly summary: string;
  /** What holds where it is not set, in words for people. */
  readonly default?: string;
}

export type Keys = Readonly<Record<string, Key>>;

/** The value of an environment variable, undefined where it is unset or empty. Throws a Fault `config` that names it. */
export function valueFromEnvironment(
  env: Readonly<Record<string, string | undefined>>,
  variable: string,
  { kind }: Key,
): Value | undefined {
  const typed = env[variable];
  if (typed === undefined || typed === "") return undefined;
  try {
    return kind.check(kind.ofText(typed));
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    throw new Fault("config", `${variable}: ${error.message}`, { hints: error.hints });
  }
}

/** An absolute path: `~/` is the home directory, and what is relative starts at `base`. */
export function expandPath(path: string, base: string, home: string): string {
  return path.startsWith("~/") ? join(home, path.slice(2)) : resolve(base, path);
}
