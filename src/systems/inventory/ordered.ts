import { Row, type Rows } from "../../rows/row.ts";
import { checksOf, type Element, type Father, recordOf } from "./elements.ts";

/*
 * Shinken gives its elements in another order each time. For people they are put in one, so that two tables can be compared; all
 * rows are read before the first is shown then.
 */

const compare = (a = "", b = "") => (a < b ? -1 : a > b ? 1 : 0);

const byFather = (a: Element | Father, b: Element | Father) =>
  compare(a.father_name, b.father_name) || compare(a.father_uuid, b.father_uuid);

/** Fathers by name, each before its checks, these by name. */
export async function* inOrder(rows: Rows): Rows {
  const all: { row: Row; element: Element }[] = [];
  for await (const batch of rows) {
    for (const row of batch) all.push({ row, element: recordOf<Element>(row) });
  }
  all.sort(
    ({ element: a }, { element: b }) =>
      byFather(a, b) || compare(a.check_name, b.check_name) || compare(a.check_uuid, b.check_uuid),
  );
  yield all.map(({ row }) => row);
}

/** The same for a tree. */
export async function* treeInOrder(rows: Rows): Rows {
  const all: Father[] = [];
  for await (const batch of rows) {
    for (const row of batch) {
      const father = recordOf<Father>(row);
      all.push({
        ...father,
        checks: [...checksOf(father)].sort((a, b) => compare(a.check_name, b.check_name)),
      });
    }
  }
  yield all.sort(byFather).map((father) => Row.of(father));
}
