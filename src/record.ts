/** Whether a value is what JSON calls an object and YAML a mapping: named members, and no list. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
