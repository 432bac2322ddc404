import { hasUnicode } from "../../output/charset.ts";
import { Row, type Rows } from "../../rows/row.ts";
import type { World } from "../../world.ts";
import { checksOf, type Father, recordOf } from "./elements.ts";

interface Branches {
  readonly middle: string;
  readonly last: string;
}

const lines: Branches = { middle: "├─ ", last: "└─ " };
const plain: Branches = { middle: "|- ", last: "`- " };

/** Line-drawing signs, where the reader's terminal has them. */
export function branchesFor(world: Pick<World, "env" | "platform">): Branches {
  return hasUnicode(world) ? lines : plain;
}

/** A tree as rows of a table: each father, and below it its checks at branches. */
export async function* drawn(fathers: Rows, branches: Branches): Rows {
  for await (const batch of fathers)
    yield batch.flatMap((row) => [...nodes(recordOf<Father>(row), branches)]);
}

function* nodes({ checks, ...father }: Father, branches: Branches): Generator<Row> {
  yield Row.of({ element: father.father_name ?? "", ...father, uuid: father.father_uuid });
  const own = checksOf({ checks: checks ?? [] });
  for (const [index, check] of own.entries()) {
    const branch = index === own.length - 1 ? branches.last : branches.middle;
    yield Row.of({
      element: branch + (check.check_name ?? ""),
      ...father,
      ...check,
      type: `check_${father.type ?? "host"}`,
      uuid: check.check_uuid,
    });
  }
}
