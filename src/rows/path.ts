/** Reads one value out of a record; undefined where it is not there. */
export type Lookup = (value: unknown) => unknown;

/**
 * The value at a dotted path: own keys and list indexes, nothing inherited. A key that holds a dot itself is found by
 * its whole name first. The path `.` is the value itself, for rows that are no objects.
 */
export function lookup(value: unknown, path: string): unknown {
  if (path === ".") return value;
  const whole = own(value, path);
  if (whole !== undefined) return whole;
  for (let dot = path.indexOf("."); dot !== -1; dot = path.indexOf(".", dot + 1)) {
    const inner = own(value, path.slice(0, dot));
    if (inner === undefined) continue;
    const found = lookup(inner, path.slice(dot + 1));
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The value that one key after another leads to: own keys and list indexes; undefined where one is not there. */
export function valueAt(value: unknown, keys: readonly string[]): unknown {
  return keys.reduce(own, value);
}

/** `lookup` for one path and many values. */
export function lookupOf(path: string): Lookup {
  return path.includes(".") ? (value) => lookup(value, path) : (value) => own(value, path);
}

function own(value: unknown, key: string): unknown {
  if (typeof value !== "object" || value === null) return undefined;
  if (Array.isArray(value)) return /^(?:0|[1-9]\d*)$/.test(key) ? value[Number(key)] : undefined;
  return Object.hasOwn(value, key) ? (value as Record<string, unknown>)[key] : undefined;
}
