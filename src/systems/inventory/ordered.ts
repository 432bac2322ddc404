import { inPortions, Row, type Rows } from "../../rows/row.ts";
import { type Check, checksOf, type Element, type Father, recordOf } from "./elements.ts";

/*
 * Shinken gives its elements in another order each time. For people they are put in one, so that two tables can be compared; all
 * rows are read before the first is shown then.
 */

/** Fathers by name, each before its checks, these by name. */
export async function* inOrder(rows: Rows): Rows {
  const sorted = await sortedBy<Element>(rows, (element) => [
    element.father_name,
    element.father_uuid,
    element.check_name,
    element.check_uuid,
  ]);
  yield* inPortions(sorted);
}

/** The same for a tree. */
export async function* treeInOrder(rows: Rows): Rows {
  const sorted = await sortedBy<Father>(rows, (father) => [father.father_name, father.father_uuid]);
  for (const batch of inPortions(sorted)) {
    yield batch.map((row) => {
      const father = recordOf<Father>(row);
      return Row.of({ ...father, checks: sortedChecks(father) });
    });
  }
}

function sortedChecks(father: Father): Check[] {
  return [...checksOf(father)].sort(({ check_name: a = "" }, { check_name: b = "" }) => compare(a, b));
}

/** All rows by some values of theirs, one after another; of each only its bytes and these are held. */
async function sortedBy<T extends object>(
  rows: Rows,
  values: (record: T) => readonly (string | undefined)[],
): Promise<Row[]> {
  const keyed: { row: Row; key: string }[] = [];
  for await (const batch of rows) {
    // What ends a value sorts before all that goes on.
    for (const row of batch) keyed.push({ row: row.bare, key: values(recordOf<T>(row)).join("\0") });
  }
  return keyed.sort((a, b) => compare(a.key, b.key)).map(({ row }) => row);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
