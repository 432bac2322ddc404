import { badRequest, Crash } from "./errors.ts";
import { readIsoTime } from "./iso-time.ts";
import { bool, int, repr, str } from "./python.ts";

/** Turns what was sent into what the handler gets; throws a Complaint where CloudKitty answers 400. */
type Check = (value: unknown) => unknown;

export interface Key {
  readonly check: Check;
  readonly required?: true;
  /** Of the keys of one group at most one may be given. */
  readonly group?: string;
}

export type Schema = Readonly<Record<string, Key>>;

class Complaint extends Error {}

/**
 * Checks as voluptuous does, and complains in its words: about the first wrong key in the order they were sent, then
 * about missing ones. Throws the 400 that CloudKitty answers.
 */
export function validate(schema: Schema, data: unknown): Readonly<Record<string, unknown>> {
  const refuse = (why: string, path: string) =>
    badRequest(`Invalid data '${str(data)}' : ${why} (path: '[${path}]')`);
  if (typeof data !== "object" || data === null || Array.isArray(data))
    throw refuse("expected a dictionary", "");
  const given = Object.entries(data);
  const groups = given.map(([name]) => schema[name]?.group).filter((group) => group !== undefined);
  const twice = groups.find((group, index) => groups.indexOf(group) !== index);
  if (twice !== undefined) {
    throw refuse(`two or more values in the same group of exclusion '${twice}'`, `<${twice}>`);
  }
  const checked: Record<string, unknown> = {};
  for (const [name, value] of given) {
    const key = Object.hasOwn(schema, name) ? schema[name] : undefined;
    if (key === undefined) throw refuse("extra keys not allowed", repr(name));
    try {
      checked[name] = key.check(value);
    } catch (error) {
      throw error instanceof Complaint ? refuse(error.message, repr(name)) : error;
    }
  }
  for (const [name, key] of Object.entries(schema)) {
    if (key.required && !(name in checked)) throw refuse("required key not provided", repr(name));
  }
  return checked;
}

/** One value only; from a query it comes as a list of one. */
const single =
  (check: Check): Check =>
  (value) => {
    const values = Array.isArray(value) ? value : [value];
    if (values.length !== 1) throw new Complaint("length of value must be 1");
    return check(values[0]);
  };

/** A list, a text with commas, or both. Anything that cannot be split by commas breaks the server. */
const multiple =
  (check: Check): Check =>
  (value) => {
    const values = Array.isArray(value) ? value : [value];
    return values.flatMap((one) => {
      if (typeof one !== "string") throw new Crash();
      return one.split(",").map(check);
    });
  };

const integer: Check = (value) => {
  const number = typeof value === "string" ? int(value) : undefined;
  if (number === undefined) throw new Complaint("expected int");
  return number;
};

const atLeast = (low: bigint): Check =>
  single((value) => {
    const number = integer(value) as bigint;
    if (number < low) throw new Complaint(`value must be at least ${low}`);
    return number;
  });

const boolean: Check = (value) => {
  if (typeof value !== "string") return bool(value);
  const word = value.toLowerCase();
  if (["1", "true", "yes", "on", "enable"].includes(word)) return true;
  if (["0", "false", "no", "off", "disable"].includes(word)) return false;
  throw new Complaint("expected boolean");
};

const time: Check = (value) => {
  const instant = readIsoTime(value);
  if (instant === undefined) throw new Complaint("expected dt_from_iso");
  return instant;
};

const texts: Key = { check: multiple(str) };
const text: Key = { check: single(str) };

export const getSchema: Schema = {
  offset: { check: atLeast(0n) },
  limit: { check: atLeast(1n) },
  scope_id: texts,
  scope_key: texts,
  fetcher: texts,
  collector: texts,
  active: { check: multiple(integer) },
};

/** `withState`: up to release 18, `state` is an older name of last_processed_timestamp. */
export const putSchema = (withState: boolean): Schema => ({
  all_scopes: { check: boolean, group: "scope_selector" },
  scope_id: { ...texts, group: "scope_selector" },
  scope_key: texts,
  fetcher: texts,
  collector: texts,
  last_processed_timestamp: { check: time },
  ...(withState && { state: { check: time } }),
});

export const patchSchema: Schema = {
  scope_id: { ...text, required: true },
  scope_key: text,
  fetcher: text,
  collector: text,
  active: { check: single(bool) },
};

/** `withTime`: from release 24 on, last_processed_timestamp must be given. */
export const postSchema = (withTime: boolean): Schema => ({
  ...patchSchema,
  ...(withTime && { last_processed_timestamp: { check: time, required: true } }),
});
