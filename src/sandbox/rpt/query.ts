import type { Context } from "hono";
import { Refusal } from "./fault.ts";
import type { RptEnv } from "./server.ts";

/** Reads the URL parameters of one request; `subcode` is what a refusal says. */
export class Query {
  readonly #parameters: URLSearchParams;

  constructor(c: Context<RptEnv>) {
    this.#parameters = new URL(c.req.url).searchParams;
  }

  has(name: string): boolean {
    return this.#parameters.has(name);
  }

  text(name: string): string | undefined {
    return this.#parameters.get(name) ?? undefined;
  }

  texts(name: string): readonly string[] {
    return this.#parameters.getAll(name);
  }

  /** One of the words, spelled as they are; `fallback` when it is absent, else it is required. */
  word<Word extends string>(name: string, words: readonly Word[], subcode: string, fallback?: Word): Word {
    const given = this.text(name) ?? fallback;
    const word = words.find((each) => each === given);
    if (word !== undefined) return word;
    const text = `Invalid ${name} url parameter specified: ${given ?? ""}.  Valid values are ${words.join(", ")}`;
    throw new Refusal(400, subcode, text);
  }

  /** A whole number that may have a sign; undefined when it is absent. */
  number(name: string, subcode = "InvalidInput"): number | undefined {
    const given = this.text(name);
    if (given === undefined) return undefined;
    const number = Number(given);
    if (/^-?\d+$/.test(given) && Number.isSafeInteger(number)) return number;
    throw new Refusal(
      400,
      subcode,
      `Invalid ${name} url parameter specified: ${given}.  It must be a number`,
    );
  }

  /** The rows from idxFrom to idxTo, both included; idxTo is to be at least `least` beyond idxFrom. */
  range(subcode: string, least: 0 | 1): { from: number; to: number } {
    const from = this.number("idxFrom", subcode) ?? 0;
    const to = this.number("idxTo", subcode) ?? Number.POSITIVE_INFINITY;
    if (from >= 0 && to >= from + least) return { from, to };
    const relation = least === 1 ? "greater than" : "greater than or equal to";
    throw new Refusal(
      400,
      subcode,
      `Invalid range specified: idxTo ${to} must be ${relation} idxFrom ${from}`,
    );
  }
}

/** One condition of a list: what a row holds, what is looked for, and how. */
export interface Condition<Row> {
  readonly wanted: readonly string[];
  matches(row: Row, wanted: string): boolean;
}

/**
 * Whether a row meets the conditions: a parameter that is given several times asks for all of its values, and LOP says
 * whether all the parameters count, or any.
 */
export function meets<Row>(row: Row, conditions: readonly Condition<Row>[], lop: "AND" | "OR"): boolean {
  const asked = conditions.filter(({ wanted }) => wanted.length > 0);
  if (asked.length === 0) return true;
  const met = ({ wanted, matches }: Condition<Row>) => wanted.every((each) => matches(row, each));
  return lop === "AND" ? asked.every(met) : asked.some(met);
}

export const contains = (text: string, wanted: string) => text.toLowerCase().includes(wanted.toLowerCase());

export const equals = (text: string, wanted: string) => text.toLowerCase() === wanted.toLowerCase();
