import { isDeepStrictEqual } from "node:util";
import { usage } from "../errors.ts";
import { nearest } from "../nearest.ts";

type Draft = Record<string, unknown>;

/**
 * A copy of a record with the value at a dotted path set; digits count list elements. Members that are not there are made.
 * @throws Fault usage for a path through something that has no members, and for a member that looks like a slip of another.
 */
export function withValue(record: Readonly<Draft>, path: string, value: unknown): Draft {
  const copy = structuredClone(record) as Draft;
  const keys = path.split(".");
  let place: unknown = copy;
  keys.forEach((key, depth) => {
    const at = keys.slice(0, depth + 1).join(".");
    const last = depth === keys.length - 1;
    if (key === "" || key === "__proto__")
      throw usage(`"${path}" is no path of members, as in Email.Subject`);
    if (Array.isArray(place)) {
      if (!/^\d+$/.test(key) || Number(key) > place.length) {
        throw usage(`${at}: the list has ${place.length} elements, counted from 0`);
      }
    } else if (!Object.hasOwn(place as object, key)) {
      const meant = slipOf(key, Object.keys(place as object));
      if (meant !== undefined) {
        throw usage(`there is no ${at}`, `did you mean ${[...keys.slice(0, depth), meant].join(".")}?`);
      }
    }
    const members = place as Draft;
    if (last) members[key] = value;
    else {
      const inner = members[key] ?? {};
      if (typeof inner !== "object") throw usage(`${at} has no members, so ${path} cannot be set`);
      members[key] = inner;
      place = inner;
    }
  });
  return copy;
}

/** The member that a mistyped name most likely means; short names are too alike to tell. */
function slipOf(key: string, members: readonly string[]): string | undefined {
  const same = members.find((each) => each.toLowerCase() === key.toLowerCase());
  return same ?? (key.length < 5 ? undefined : nearest(key, members));
}

/** One difference between two records: undefined where the member is not there. */
export interface Difference {
  readonly path: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** What differs, by path, in the order of the first; lists of different lengths differ as a whole. */
export function differences(before: unknown, after: unknown, path = ""): readonly Difference[] {
  if (isDeepStrictEqual(before, after)) return [];
  const keys = sharedKeys(before, after);
  if (keys === undefined) return [{ path, before, after }];
  return keys.flatMap((key) => {
    const at = path === "" ? key : `${path}.${key}`;
    return differences((before as Draft)[key], (after as Draft)[key], at);
  });
}

function sharedKeys(before: unknown, after: unknown): readonly string[] | undefined {
  if (typeof before !== "object" || typeof after !== "object" || before === null || after === null)
    return undefined;
  if (Array.isArray(before) || Array.isArray(after)) {
    const alike = Array.isArray(before) && Array.isArray(after) && before.length === after.length;
    return alike ? Object.keys(before) : undefined;
  }
  return [...new Set([...Object.keys(before), ...Object.keys(after)])];
}

/** Differences as people read them: a line with what was, a line with what will be. */
export function differenceLines(
  found: readonly Difference[],
): readonly { readonly text: string; readonly tone: "bad" | "good" }[] {
  return found.flatMap(({ path, before, after }) => [
    ...(before === undefined ? [] : [{ text: `- ${path}: ${JSON.stringify(before)}`, tone: "bad" as const }]),
    ...(after === undefined ? [] : [{ text: `+ ${path}: ${JSON.stringify(after)}`, tone: "good" as const }]),
  ]);
}
