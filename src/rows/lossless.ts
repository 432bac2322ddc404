/** A number that a JavaScript number cannot hold as it was written: 12345678901234567890, 1.10, 1e400. */
export class Numeral {
  readonly source: string;

  constructor(source: string) {
    this.source = source;
  }

  toString(): string {
    return this.source;
  }
}

/**
 * The numbers that may come out altered: integers near 2^53 and beyond, fractions, exponents, negative zero. Text that
 * looks like one is found too, since strings are not skipped. Microseconds since the epoch have 16 digits as well and are
 * no reason.
 */
const candidates = /(?:^|[[,]|"\s*:)\s*(-?(?:\d{17,}|9\d{15}|\d+[.eE][\d.eE+-]*|(?<=-)0))/g;

/** False where JSON.parse surely alters no number of the text. */
export function mayAlter(text: string): boolean {
  candidates.lastIndex = 0;
  for (let found = candidates.exec(text); found !== null; found = candidates.exec(text)) {
    if (String(Number(found[1])) !== found[1]) return true;
  }
  return false;
}

/** Every string and every number of a JSON text; strings are matched so that digits inside them are left alone. */
const tokens = /"[^"\\]*(?:\\.[^"\\]*)*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

/**
 * JSON.parse, but that a number which would come out altered comes out as a `Numeral`. As fast as JSON.parse where there
 * is none. Throws what JSON.parse throws.
 */
export function parseLossless(text: string): unknown {
  if (!mayAlter(text)) return JSON.parse(text);
  const mark = `${Math.random()}${Math.random()}:`;
  let altered = false;
  const marked = text.replace(tokens, (token) => {
    if (token.startsWith('"') || String(Number(token)) === token) return token;
    altered = true;
    return `"${mark}${token}"`;
  });
  if (!altered) return JSON.parse(text);
  return JSON.parse(marked, (_key, value: unknown) =>
    typeof value === "string" && value.startsWith(mark) ? new Numeral(value.slice(mark.length)) : value,
  );
}

/** JSON.stringify without layout, with each `Numeral` as it was written. */
export function stringifyLossless(value: unknown): string {
  if (value instanceof Numeral) return value.source;
  if (Array.isArray(value)) return `[${value.map(stringifyLossless).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "null";
  const members = Object.entries(value).map(
    ([key, member]) => `${JSON.stringify(key)}:${stringifyLossless(member)}`,
  );
  return `{${members.join(",")}}`;
}
