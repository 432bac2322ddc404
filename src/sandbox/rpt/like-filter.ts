import { invalidInput } from "./fault.ts";

/** The texts of one row that a filter may name. */
export type FilterFields = Readonly<Record<string, string>>;

/** True for texts that the pattern fits; `%` stands for anything, and case does not matter. */
export function like(text: string, pattern: string): boolean {
  const parts = pattern.split("%").map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${parts.join(".*")}$`, "isu").test(text);
}

/**
 * Reads `Field LIKE pattern [AND|OR Field LIKE pattern]...` (13.4.27); AND binds closer, as in SQL. `names` are the
 * fields there are. Throws a Refusal for anything else.
 */
export function readFilter(expression: string, names: readonly string[]): (fields: FilterFields) => boolean {
  const alternatives = expression
    .split(/\s+OR\s+/i)
    .map((each) => each.split(/\s+AND\s+/i).map((condition) => readCondition(condition, names)));
  return (fields) => alternatives.some((conditions) => conditions.every((meets) => meets(fields)));
}

function readCondition(text: string, names: readonly string[]): (fields: FilterFields) => boolean {
  const [, name = "", quoted, bare = ""] = text.trim().match(/^(\w+)\s+LIKE\s+(?:'(.*)'|(\S.*))$/i) ?? [];
  const known = names.find((each) => each.toLowerCase() === name.toLowerCase());
  if (known !== undefined) return (fields) => like(fields[known] ?? "", quoted ?? bare);
  throw invalidInput(
    `Invalid filter condition '${text}'.  It is to be one of ${names.join(", ")} LIKE a pattern`,
  );
}
