import type { Result } from "../output/result.ts";
import { lookupOf } from "../rows/path.ts";
import type { Row, Rows } from "../rows/row.ts";
import type { Place } from "./place.ts";
import { keepSeen, type Named } from "./store.ts";

/** What the ids of a command's result are ids of. */
export interface Sees {
  /** `scope/scopes` */
  readonly things: string;
  /** The dotted path of the field that people know one by. */
  readonly name?: string;
  /** They are no more: the command deletes them. */
  readonly gone?: true;
}

/** Of a list, no more rows than these are looked at. */
const mostLookedAt = 100;

/** A result that is looked at while it is printed, and `keep`, which remembers what was in it. */
export interface Watched {
  readonly result: Result;
  keep(): void;
}

export function watch(result: Result, sees: Sees, place: Place): Watched {
  const found: Named[] = [];
  const gone: string[] = [];
  const nameOf = sees.name === undefined ? () => undefined : lookupOf(sees.name);
  const note = (id: unknown, row: Row) => {
    if (typeof id !== "string" && typeof id !== "number") return;
    if (sees.gone) gone.push(String(id));
    else found.push([String(id), textOf(nameOf(row.value))]);
  };
  const keep = () => {
    if (found.length + gone.length > 0) keepSeen(place, sees.things, found, gone);
  };
  if (result.kind === "list") {
    const idOf = lookupOf(result.id);
    return { result: { ...result, rows: lookedAt(result.rows, (row) => note(idOf(row.value), row)) }, keep };
  }
  if (result.kind === "item") note(result.idText ?? lookupOf(result.id)(result.row.value), result.row);
  if (result.kind === "written") for (const { id, response } of result.items) note(id, response);
  return { result, keep };
}

/** Looked at when they pass: their bytes may not be there later. */
async function* lookedAt(rows: Rows, look: (row: Row) => void): Rows {
  let left = mostLookedAt;
  for await (const batch of rows) {
    for (const row of batch.slice(0, left)) look(row);
    left = Math.max(0, left - batch.length);
    yield batch;
  }
}

/** Nobody reads more of a name beside an id. */
function textOf(value: unknown): string {
  if (typeof value !== "string" && typeof value !== "number") return "";
  return String(value).slice(0, 120);
}
