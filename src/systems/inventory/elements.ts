import { defined } from "../../defined.ts";
import { Fault } from "../../errors.ts";
import { isRecord } from "../../record.ts";
import { Row, type Rows } from "../../rows/row.ts";
import type { Section } from "../../rows/sections.ts";

export interface Check {
  readonly check_name?: string;
  readonly check_uuid?: string;
}

export type FatherType = "host" | "cluster";

/** A host or a cluster with its checks, as the tree has it. */
export interface Father {
  readonly type?: string;
  readonly father_name?: string | undefined;
  readonly father_uuid?: string | undefined;
  readonly checks?: readonly Check[] | Readonly<Record<string, Check>>;
}

/** One line of the flat shape: a host, a cluster, or a check of one of them. */
export interface Element extends Check {
  readonly type?: string;
  readonly father_name?: string | undefined;
  readonly father_uuid?: string | undefined;
}

/** What stands in a section of that name: the tree tells types by it. */
export function typeOf(section: string): FatherType {
  return /^cluster/i.test(section) ? "cluster" : "host";
}

/** The checks of a father; the page's outline leaves open whether they are a list. */
export function checksOf(father: Father): readonly Check[] {
  const checks: unknown = father.checks;
  return typeof checks === "object" && checks !== null ? (Object.values(checks) as Check[]) : [];
}

/** The record of a row. @throws Fault unavailable for what is no object. */
export function recordOf<T extends object>(row: Row): T {
  const { value } = row;
  if (isRecord(value)) return value as T;
  throw new Fault("unavailable", "the answer holds something that is no element");
}

/** All on one level: as it came, or, where the server answered with a tree, each father followed by its checks. */
export async function* onOneLevel(sections: AsyncIterable<Section>): Rows {
  for await (const { name, rows } of sections) {
    if (name === undefined) yield rows;
    else
      yield rows.flatMap((row) =>
        [...flattened(recordOf<Father>(row), typeOf(name))].map((one) => Row.of(one)),
      );
  }
}

function* flattened({ checks, ...father }: Father, type: FatherType): Generator<Element> {
  const named = { father_uuid: father.father_uuid, father_name: father.father_name };
  yield { ...father, type };
  for (const check of checksOf({ checks: checks ?? [] })) yield { ...check, type: `check_${type}`, ...named };
}

/**
 * Fathers with their checks, each with its `type`, which the tree tells only by the list that a father stands in. Where the
 * server answered with one level, fathers are put together here, once all was read.
 */
export async function* asTree(sections: AsyncIterable<Section>): Rows {
  const fathers = new Map<string, Father & { checks: Check[] }>();
  for await (const { name, rows } of sections) {
    if (name !== undefined) yield rows.map((row) => withType(row, typeOf(name)));
    else for (const row of rows) hang(recordOf<Element>(row), fathers);
  }
  if (fathers.size > 0) yield [...fathers.values()].map((father) => Row.of(father));
}

const typeKey = Buffer.from('"type"');

/** The row's own bytes with its type before them. */
function withType(row: Row, type: FatherType): Row {
  const bytes = Buffer.from(row.bytes.buffer, row.bytes.byteOffset, row.bytes.byteLength);
  if (bytes[0] !== 0x7b) recordOf(row);
  if (bytes.includes(typeKey) && Object.hasOwn(recordOf(row), "type")) return row;
  const rest = /^\{\s*\}$/.test(row.text) ? "}" : ",";
  const start = Buffer.from(`{"type":"${type}"${rest}`);
  return rest === "}" ? new Row(start, true) : new Row(Buffer.concat([start, bytes.subarray(1)]), row.clean);
}

function hang(
  { type, check_name, check_uuid, ...father }: Element,
  fathers: Map<string, Father & { checks: Check[] }>,
) {
  const key = father.father_uuid ?? father.father_name ?? "";
  const known = fathers.get(key) ?? { type: type?.replace(/^check_/, "") ?? "host", ...father, checks: [] };
  fathers.set(key, known);
  if (check_uuid !== undefined || check_name !== undefined) {
    known.checks.push(defined({ check_name, check_uuid }));
  }
}
