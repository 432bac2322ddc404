import { pythonJson } from "../python-json.ts";
import type { Element, Estate, Family } from "./elements.ts";
import type { Query } from "./query.ts";
import { countMatches } from "./statistics.ts";

/** What of a family is asked for. */
interface Found {
  readonly father: Element;
  readonly fatherMatches: boolean;
  readonly checks: readonly Element[];
}

/** The document of a 200, in pieces, as Python 2 writes JSON; `now` is in milliseconds. */
export function* answer(estate: Estate, query: Query, now: number): Generator<string> {
  const seconds = now / 1000;
  const statistics = countMatches(estate, query.matches, seconds);
  yield `{"request_statistics": ${pythonJson(statistics)}, "elements_found": `;
  const found = () => search(estate, query, now);
  if (query.shape === "elements_on_same_level") {
    yield* list(inOrder(flat(found()), query.compare), flatRow);
  } else {
    const ordered = (type: Element["type"]) => {
      const families = only(found(), type);
      const { compare } = query;
      return compare ? [...families].sort((a, b) => compare(a.father, b.father)) : families;
    };
    const row = (each: Found) => treeRow(each, query);
    yield '{"clusters": ';
    yield* list(ordered("cluster"), row);
    yield ', "hosts": ';
    yield* list(ordered("host"), row);
    yield "}";
  }
  yield "}";
}

/** The families in which something is asked for, in another order from one instant to the next. */
function* search(estate: Estate, { matches }: Query, now: number): Generator<Found> {
  for (const index of shuffled(estate.families, now)) {
    const { father, checks }: Family = estate.family(index, now / 1000);
    const found = { father, fatherMatches: matches(father), checks: checks.filter(matches) };
    if (found.fatherMatches || found.checks.length > 0) yield found;
  }
}

/** Every number below `count` once, in an order that hangs on `seed`, without a list of them. */
function* shuffled(count: number, seed: number): Generator<number> {
  let step = 1 + (Math.floor(seed * 7919) % Math.max(1, count));
  while (gcd(step, count) > 1) step += 1;
  for (let turn = 0, index = seed % Math.max(1, count); turn < count; turn += 1) {
    yield index;
    index = (index + step) % count;
  }
}

function gcd(a: number, b: number): number {
  return b === 0 ? a : gcd(b, a % b);
}

function* flat(found: Iterable<Found>): Generator<Element> {
  for (const { father, fatherMatches, checks } of found) {
    if (fatherMatches) yield father;
    yield* checks;
  }
}

function* only(found: Iterable<Found>, type: Element["type"]): Generator<Found> {
  for (const each of found) if (each.father.type === type) yield each;
}

function inOrder(elements: Iterable<Element>, compare: Query["compare"]): Iterable<Element> {
  return compare ? [...elements].sort(compare) : elements;
}

function* list<T>(items: Iterable<T>, row: (item: T) => object): Generator<string> {
  let before = "[";
  for (const item of items) {
    yield before + pythonJson(row(item));
    before = ", ";
  }
  yield before === "[" ? "[]" : "]";
}

const flatRow = ({ check_name, type, father_uuid, father_name, check_uuid }: Element) =>
  check_uuid === undefined
    ? { father_uuid, father_name, type }
    : { check_name, type, father_uuid, father_name, check_uuid };

/** A father stands there for its checks even where it is not asked for itself. */
function treeRow({ father: { father_uuid, father_name }, checks }: Found, { compare }: Query) {
  const ordered = compare ? [...checks].sort(compare) : checks;
  return {
    father_uuid,
    father_name,
    checks: ordered.map(({ check_name, check_uuid }) => ({ check_name, check_uuid })),
  };
}
