import type { Element } from "./elements.ts";
import { badRequest } from "./errors.ts";
import { readFilter } from "./filters.ts";
import { type Compare, readSort } from "./sorting.ts";

export interface Query {
  /** True for an element that is asked for. */
  readonly matches: (element: Element) => boolean;
  /** Undefined: in no order at all. */
  readonly compare: Compare | undefined;
  readonly shape: Shape;
}

export type Shape = "checks_attached_to_father" | "elements_on_same_level";

const shapes: readonly Shape[] = ["checks_attached_to_father", "elements_on_same_level"];

/** Parameters of the sister routes, which this one knows but does not take. */
const elsewhere = ["output_field"];

/** Reads the form; of a name given twice the last counts. `now` in seconds since the epoch. Throws a Refusal. */
export function readQuery(form: URLSearchParams, now: number): Query {
  const given = new Map(form);
  for (const name of given.keys()) {
    if (elsewhere.includes(name))
      throw badRequest(`POST parameter [ ${name} ] is not available for this route`);
    if (!/^(filter\d+|sort|output_format)$/.test(name)) {
      throw badRequest(`POST parameter [ ${name} ] is unknown`);
    }
  }
  const tests = [...given]
    .filter(([name]) => name.startsWith("filter"))
    .map(([name, text]) => readFilter(Number(name.slice("filter".length)), text, now));
  const sort = given.get("sort");
  return {
    matches: (element) => tests.every((test) => test(element)),
    compare: sort === undefined ? undefined : readSort(sort),
    shape: readShape(given.get("output_format")),
  };
}

/** The page leaves open what comes when nothing is asked for; here it is what it shows first. */
function readShape(text: string | undefined): Shape {
  const shape = shapes.find((each) => each === (text ?? shapes[0]));
  if (shape === undefined) throw badRequest(`output_format: invalid value [ ${text} ]`);
  return shape;
}
