import { usage } from "../errors.ts";
import { durationForms, parseDuration } from "../times/duration.ts";
import { checkTimezone } from "../times/timezone.ts";
import { baseUrl } from "./url.ts";

/** What a key of the configuration may hold. */
export type Value = string | number | boolean | readonly string[];

/** A kind of value, for all the keys that hold one like it. */
export interface Kind {
  /** What help and messages call it: `URL`, `DURATION`. */
  readonly placeholder: string;
  readonly choices?: readonly string[];
  /** A file's name: relative to where it was said, and `~/` is the home directory. */
  readonly path?: true;
  /** The value as config.yaml keeps it, of text from the command line or the environment. */
  readonly ofText: (text: string) => unknown;
  /** The same value made sure of and in its normal form. Throws a usage Fault that does not name the key. */
  readonly check: (value: unknown) => Value;
}

const asTyped = (text: string): unknown => text;

export const text: Kind = { placeholder: "TEXT", ofText: asTyped, check: checkText };

export const file: Kind = { placeholder: "FILE", path: true, ofText: asTyped, check: checkText };

export const url: Kind = {
  placeholder: "URL",
  ofText: asTyped,
  check: (value) => baseUrl(checkText(value)),
};

export const boolean: Kind = {
  placeholder: "true|false",
  choices: ["true", "false"],
  // 1 and 0 are what environments are used to.
  ofText: (typed) => ({ true: true, false: false, 1: true, 0: false })[typed.toLowerCase()] ?? typed,
  check: (value) => {
    if (typeof value === "boolean") return value;
    throw usage(`${shown(value)} is neither true nor false`);
  },
};

export function integer(least: number, most: number): Kind {
  return {
    placeholder: "N",
    ofText: (typed) => (/^\d{1,15}$/.test(typed) ? Number(typed) : typed),
    check: (value) => {
      if (Number.isSafeInteger(value) && Number(value) >= least && Number(value) <= most)
        return Number(value);
      throw usage(`${shown(value)} is not a whole number, ${least} to ${most}`);
    },
  };
}

export function choice(...choices: readonly string[]): Kind {
  return {
    placeholder: choices.join("|"),
    choices,
    ofText: asTyped,
    check: (value) => {
      // YAML reads 0 and 1 as numbers; a choice among them is still one of words.
      const word = typeof value === "number" ? String(value) : value;
      if (typeof word === "string" && choices.includes(word)) return word;
      throw usage(`${shown(value)} is not one of ${choices.join(", ")}`);
    },
  };
}

/** A length of time that ends something, kept as it was written. */
export const duration: Kind = {
  placeholder: "DURATION",
  ofText: asTyped,
  check: (value) => {
    const milliseconds = typeof value === "string" ? parseDuration(value) : undefined;
    if (milliseconds === 0) throw usage(`${shown(value)} would leave no time at all`);
    if (milliseconds !== undefined) return value as string;
    throw usage(`${shown(value)} is not a duration`, `write ${durationForms}`);
  },
};

export const timezone: Kind = {
  placeholder: "ZONE",
  ofText: asTyped,
  check: (value) => checkTimezone(checkText(value)),
};

/** A BCP 47 language tag; `en_US` is taken as `en-US`. */
export const language: Kind = {
  placeholder: "TAG",
  ofText: asTyped,
  check: (value) => {
    try {
      return Intl.getCanonicalLocales(checkText(value).replaceAll("_", "-"))[0]!;
    } catch {
      throw usage(`${shown(value)} is not a language tag`, "write one such as en, it or pt-BR");
    }
  },
};

/** A program and its arguments, run without a shell. */
export const command: Kind = {
  placeholder: '\'["PROGRAM","ARG"]\'',
  ofText: (typed) => {
    if (!typed.startsWith("[")) return /\s/.test(typed) ? typed : [typed];
    try {
      return JSON.parse(typed);
    } catch {
      return typed;
    }
  },
  check: (value) => {
    const words: readonly unknown[] = Array.isArray(value) ? value : [];
    if (words.length > 0 && words.every((word) => typeof word === "string") && words[0] !== "") {
      return words as readonly string[];
    }
    throw usage(
      `${shown(value)} is not a list of a program and its arguments`,
      'no shell runs it: write each word by itself, as in ["pass", "show", "rptctl"]',
    );
  },
};

function checkText(value: unknown): string {
  if (typeof value === "number" || typeof value === "boolean" || typeof value === "bigint") {
    throw usage(`${shown(value)} is a ${typeof value}, and text is wanted`, `put it in quotes: "${value}"`);
  }
  if (typeof value !== "string") throw usage(`${shown(value)} is not text`);
  if (value === "") throw usage("must not be empty");
  if (/[\u0000-\u001f\u007f]/.test(value)) throw usage("a control character or line break is refused here");
  return value;
}

/** A refused value as messages show it: short, and nothing of what is inside lists and maps. */
function shown(value: unknown): string {
  if (Array.isArray(value)) return "a list";
  if (value === null) return "nothing";
  if (typeof value === "object") return "a map";
  const quoted = typeof value === "string" ? JSON.stringify(value) : String(value);
  return quoted.length > 60 ? `${quoted.slice(0, 57)}..."` : quoted;
}
