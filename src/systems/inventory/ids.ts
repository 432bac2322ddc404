import { Row, type Rows } from "../../rows/row.ts";
import { type Element, recordOf } from "./elements.ts";

/** The id of each element by itself: a check's own, else that of the host or cluster. */
export async function* elementIds(rows: Rows): Rows {
  for await (const batch of rows) {
    yield batch.map((row) => {
      const { check_uuid, father_uuid } = recordOf<Element>(row);
      return Row.of({ id: check_uuid ?? father_uuid ?? "" });
    });
  }
}
