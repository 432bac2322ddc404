import { type Element, statuses } from "./elements.ts";
import { badRequest } from "./errors.ts";

export type Compare = (a: Element, b: Element) => number;

/**
 * Reads `field` or `field:direction`, several separated by commas. The page shows one field and no right direction; asc and
 * desc are taken. Throws a Refusal in the page's words.
 */
export function readSort(text: string): Compare {
  const orders = text.split(",").map((part): Compare => {
    const [name = "", direction = "asc"] = part.split(/:(.*)/s);
    const key = Object.hasOwn(keys, name) ? keys[name] : undefined;
    if (key === undefined) throw badRequest(`sort: invalid field name [ ${name} ]`);
    if (direction !== "asc" && direction !== "desc") {
      throw badRequest(`sort: invalid sort direction [ ${direction} ] for field [ ${inside[name] ?? name} ]`);
    }
    const sign = direction === "asc" ? 1 : -1;
    return (a, b) => sign * compare(key(a), key(b));
  });
  return (a, b) => orders.reduce((order, next) => order || next(a, b), 0);
}

/** The server calls this field by its name of old when it complains of its direction. */
const inside: Readonly<Record<string, string>> = { father_name: "host_name" };

const keys: Readonly<Record<string, (element: Element) => string | number>> = {
  father_name: (element) => element.father_name,
  father_uuid: (element) => element.father_uuid,
  check_name: (element) => element.check_name ?? "",
  check_uuid: (element) => element.check_uuid ?? "",
  type: (element) => element.type,
  status: (element) => statuses.indexOf(element.status),
  business_impact: (element) => element.businessImpact,
  next_check: (element) => element.nextCheck,
};

/** By code unit, as Python 2 compares: accents come after z. */
function compare(a: string | number, b: string | number): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
