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

/** Cheap and may cry wolf: a long integer, a fraction, an exponent or a negative zero where a value may stand. */
const suspicious = /(?:^|[[,]|"\s*:)\s*-?(?:\d{16}|\d+[.eE]|(?<=-)0)/;

/** Every string and every number of a JSON text; strings are matched so that digits inside them are left alone. */
const tokens = /"[^"\\]*(?:\\.[^"\\]*)*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

/**
 * JSON.parse, but that a number which would come out altered comes out as a `Numeral`. As fast as JSON.parse where there
 * is none. Throws what JSON.parse throws.
 */
export function parseLossless(text: string): unknown {
  if (!suspicious.test(text)) return JSON.parse(text);
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
