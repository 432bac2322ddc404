import { type RecordValue, readRecord } from "../changes/record-file.ts";
import { typedValue } from "../changes/typed-value.ts";
import { type FlagSet, many, one } from "../cli/command.ts";
import type { Context } from "../cli/context.ts";
import { file, pair } from "../cli/values.ts";
import { usage } from "../errors.ts";

/** The flags of verbs that change members of a record. */
export const changeFlags = {
  file: one(file(), "members to change, as JSON or YAML; - is stdin", { short: "f" }),
  set: many(
    pair("PATH=VALUE"),
    "set a member: true, false, null and whole numbers are typed, all else is text",
  ),
  "set-string": many(pair("PATH=VALUE"), "set a member to text"),
} as const satisfies FlagSet;

interface Given {
  readonly file: string | undefined;
  readonly set: readonly (readonly [string, string])[];
  readonly "set-string": readonly (readonly [string, string])[];
}

/** What shall change: the members of the file, and then single ones by their dotted paths. */
export interface Change {
  readonly record: RecordValue;
  readonly sets: readonly (readonly [path: string, value: unknown])[];
}

/**
 * Reads what these flags, and `others` that set a member each, want changed.
 * @throws Fault usage for a file that is none, and where nothing is to change; `others` names the further flags.
 */
export async function readChange(
  context: Pick<Context, "readInput">,
  flags: Given,
  others: Readonly<Record<string, readonly [path: string, value: unknown] | undefined>> = {},
): Promise<Change> {
  const { file: path, set, "set-string": setString } = flags;
  const record =
    path === undefined ? {} : await readRecord("--file", path, await context.readInput("--file", path));
  const sets = [
    ...set.map(([name, value]) => [name, typedValue(value)] as const),
    ...setString,
    ...Object.values(others).filter((each) => each !== undefined),
  ];
  if (path !== undefined || sets.length > 0) return { record, sets };
  throw usage(
    "nothing to change",
    `give ${["--set", ...Object.keys(others), "--file"].join(", ").replace(/, (?=[^,]*$)/, " or ")}`,
  );
}
