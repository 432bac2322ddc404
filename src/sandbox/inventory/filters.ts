import { type Element, statuses } from "./elements.ts";
import { badRequest, Refusal } from "./errors.ts";
import { invalidLiteral, unicodeRepr } from "./python2.ts";

export type Test = (element: Element) => boolean;

/** What a field makes of the value that was given for it; `at` begins its error message. Throws a Refusal. */
type Field = (value: string, at: string, now: number) => Test;

/**
 * Reads `field:value`, the filter of that number, for `now` (seconds since the epoch). The page names few fields and does
 * not say how filters go together; here an element must pass all. Throws a Refusal in the page's words.
 */
export function readFilter(number: number, text: string, now: number): Test {
  const at = `filtering[${number}]`;
  const colon = text.indexOf(":");
  const name = colon === -1 ? text : text.slice(0, colon);
  const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
  if (field === undefined) throw badRequest(`${at}: invalid field name [ ${name} ]`);
  const value = colon === -1 ? "" : text.slice(colon + 1);
  if (value === "") throw badRequest(`${at}: missing value for field [ ${name} ]`);
  return field(value, `${at}: field [ ${name} ]`, now);
}

const equals = (member: (element: Element) => string | undefined): Field => {
  return (value) => (element) => member(element) === value;
};

const contains = (member: (element: Element) => string | undefined): Field => {
  return (value) => {
    const wanted = value.toLowerCase();
    return (element) => member(element)?.toLowerCase().includes(wanted) ?? false;
  };
};

/** A field with a closed list of values, each with what an element must be for it. */
const oneOf = (values: Readonly<Record<string, Test>>): Field => {
  return (value, at) => {
    const test = Object.hasOwn(values, value) ? values[value] : undefined;
    if (test === undefined) throw badRequest(`${at} => wrong value [${unicodeRepr(value)}]`);
    return test;
  };
};

const byStatus = statuses.flatMap((status, number): [string, Test][] => {
  const test: Test = (element) => element.status === status;
  return [
    [status, test],
    [String(number), test],
  ];
});

const byImpact = [0, 1, 2, 3, 4, 5].map((impact): [string, Test] => [
  String(impact),
  (element) => element.businessImpact === impact,
]);

const nextCheck: Field = (value, at, now) => {
  const [operator = "", argument = ""] = value.split(/\|(.*)/s);
  if (operator !== "in-less-than" && operator !== "in-more-than") {
    throw badRequest(`${at} unknown date constraint [ ${operator} ]`);
  }
  if (!/^\s*[+-]?\d+\s*$/.test(argument)) {
    throw badRequest(`${at} => [ ${operator} ] => ${invalidLiteral(argument)}`);
  }
  const limit = now + Number(argument);
  // The one way to a valid call that fails in execution: a time beyond the server's calendar.
  if (limit > 253_402_300_799 || limit < 0)
    throw new Refusal(500, "timestamp out of range for platform time_t");
  return (element) => (operator === "in-less-than" ? element.nextCheck < limit : element.nextCheck > limit);
};

const fields: Readonly<Record<string, Field>> = {
  father_name: contains((element) => element.father_name),
  father_uuid: equals((element) => element.father_uuid),
  check_name: contains((element) => element.check_name),
  check_uuid: equals((element) => element.check_uuid),
  type: oneOf({
    host: ({ type }) => type === "host",
    cluster: ({ type }) => type === "cluster",
    check: ({ check_uuid }) => check_uuid !== undefined,
    check_host: ({ type }) => type === "check_host",
    check_cluster: ({ type }) => type === "check_cluster",
  }),
  status: oneOf(Object.fromEntries(byStatus)),
  is_status_confirmed: oneOf({ true: ({ confirmed }) => confirmed, false: ({ confirmed }) => !confirmed }),
  business_impact: oneOf(Object.fromEntries(byImpact)),
  next_check: nextCheck,
};
