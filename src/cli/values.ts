import type { SystemName } from "../config/systems.ts";
import { usage } from "../errors.ts";

/** What a value's meaning may depend on. */
export interface ParseSetting {
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** The IANA zone that local times are in. */
  readonly timezone: string;
  /** Says something on stderr, for values that are taken with a remark (a local time that does not exist). */
  readonly note: (text: string) => void;
}

/** A kind of value that a flag or an operand takes. */
export interface Kind<T> {
  /** What help and error messages call it: `ID`, `WHEN`. */
  readonly placeholder: string;
  /** Turns what was typed into the value; throws a usage Fault, to which the caller adds the flag's name. */
  readonly parse: (typed: string, setting: ParseSetting) => T | Promise<T>;
  /** All the values there are, for help and completion. */
  readonly choices?: readonly string[];
  /** Words that shells complete, though others are taken too. */
  readonly offers?: readonly string[];
  /** What a shell completes where the choices are not fixed. */
  readonly completes?: "file" | "directory" | "context" | Things;
}

/** What ids are ids of, within a system: `scope/scopes`, `rpt/defs`. */
export type Things = `${SystemName}/${string}`;

export function text(placeholder: string): Kind<string> {
  return {
    placeholder,
    parse: (typed) => {
      if (typed === "") throw usage("must not be empty");
      return typed;
    },
  };
}

/**
 * What names one thing of a system. A control character is in no id and no name, but in many a file (CRLF line ends), and would be
 * sent as a part of it.
 */
export function id(placeholder = "ID"): Kind<string> {
  const { parse } = text(placeholder);
  return {
    placeholder,
    parse: (typed, setting) => {
      const found = /[\u0000-\u001f\u007f-\u009f]/.exec(typed);
      if (found === null && !/\p{Cs}/u.test(typed)) return parse(typed, setting);
      const what = found === null ? "half a character" : (names[found[0]] ?? "a control character");
      throw usage(`there is ${what} in ${JSON.stringify(typed)}, which no ${placeholder} holds`);
    },
  };
}

/** The same, of what is sent as a part of a path: `.` and `..` would lead elsewhere. */
export function pathId(placeholder = "ID"): Kind<string> {
  const { parse } = id(placeholder);
  return {
    placeholder,
    parse: (typed, setting) => {
      if (typed !== "." && typed !== "..") return parse(typed, setting);
      throw usage(`"${typed}" is no ${placeholder}: the request would go to another path`);
    },
  };
}

const names: Readonly<Record<string, string>> = {
  "\r": "a carriage return",
  "\n": "a line break",
  "\t": "a tab",
};

/** A value that shells complete from what recent commands saw. */
export function remembered<T>(things: Things, kind: Kind<T>): Kind<T> {
  return { ...kind, completes: things };
}

/** Text that may be empty: a comment, a subject. */
export function anyText(placeholder: string): Kind<string> {
  return { placeholder, parse: (typed) => typed };
}

/** A path that is read (or written) later; `-` is stdin or stdout. */
export function file(placeholder = "FILE"): Kind<string> {
  return { ...text(placeholder), completes: "file" };
}

export function directory(placeholder = "DIR"): Kind<string> {
  return { ...text(placeholder), completes: "directory" };
}

/** The name of a context that exists. */
export function contextName(placeholder = "NAME"): Kind<string> {
  return { ...text(placeholder), completes: "context" };
}

export function integer(placeholder: string, least: number, most = Number.MAX_SAFE_INTEGER): Kind<number> {
  const range = most === Number.MAX_SAFE_INTEGER ? `${least} or more` : `${least} to ${most}`;
  return {
    placeholder,
    parse: (typed) => {
      const value = /^[+-]?\d+$/.test(typed) ? Number(typed) : Number.NaN;
      if (Number.isSafeInteger(value) && value >= least && value <= most) return value;
      throw usage(`"${typed}" is not a whole number, ${range}`);
    },
  };
}

export function choice<const C extends readonly string[]>(placeholder: string, choices: C): Kind<C[number]> {
  return {
    placeholder,
    choices,
    parse: (typed) => {
      if (choices.includes(typed)) return typed;
      throw usage(`"${typed}" is not one of ${choices.join(", ")}`);
    },
  };
}

/** A length of time, in milliseconds. */
export const duration: Kind<number> = {
  placeholder: "DURATION",
  parse: async (typed) => {
    const { parseDuration } = await import("../times/duration.ts");
    const milliseconds = parseDuration(typed, { signed: false });
    if (milliseconds !== undefined) return milliseconds;
    throw usage(`"${typed}" is not a duration`, "write 500ms, 90s, 15m, 2h, 7d or 1w");
  },
};

/** A length of time that is none where it is 0: a limit of nothing lets nothing happen. */
export const timeLimit: Kind<number> = {
  placeholder: "DURATION",
  parse: async (typed, setting) => {
    const milliseconds = await duration.parse(typed, setting);
    if (milliseconds > 0) return milliseconds;
    throw usage(`"${typed}" would leave no time at all`, "write 500ms, 90s, 15m or more");
  },
};

/** A length of time with a sign, in milliseconds: `-1h` is back, `2h` and `+2h` are on. */
export const signedDuration: Kind<number> = {
  placeholder: "DURATION",
  parse: async (typed) => {
    const { parseDuration } = await import("../times/duration.ts");
    const milliseconds = parseDuration(typed, { signed: true });
    if (milliseconds !== undefined) return milliseconds;
    throw usage(`"${typed}" is not a duration`, "write 90s, 15m, +2h, -7d or 1w");
  },
};

/** An instant, in milliseconds since the epoch. */
export const when: Kind<number> = {
  placeholder: "WHEN",
  parse: async (typed, setting) => {
    const { parseWhen } = await import("../times/when.ts");
    const { ms, note } = await parseWhen(typed, setting);
    if (note !== undefined) setting.note(note);
    return ms;
  },
};

/** `NAME=VALUE`, split at the first `=`; the value stays text. */
export function pair(placeholder: string): Kind<readonly [string, string]> {
  return {
    placeholder,
    parse: (typed) => {
      const equals = typed.indexOf("=");
      if (equals > 0) return [typed.slice(0, equals), typed.slice(equals + 1)];
      throw usage(`"${typed}" is not ${placeholder}`);
    },
  };
}
