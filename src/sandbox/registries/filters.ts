import type { ArrayStyle } from "../system.ts";
import type { PrintedRegistry } from "./print.ts";

/** The parameters that take one value, and the member that each is compared with. */
const single = {
  creation_status: "creation_status",
  id: "id",
  report_schedule_id: "report_schedule_id",
  scheduled_by: "scheduled_by",
  type: "type",
} as const;

/** Those that take several. */
const several = { id_list: "id", report_schedule_id_list: "report_schedule_id" } as const;

/**
 * Which rows the query asks for. A list that is written in another style than the server's is passed over without a word, as
 * every unknown parameter is: the answer then holds rows that were not asked for.
 */
export function readFilters(query: URLSearchParams, style: ArrayStyle): (row: PrintedRegistry) => boolean {
  const tests: ((row: PrintedRegistry) => boolean)[] = [];
  for (const [name, member] of Object.entries(single)) {
    const value = query.get(name);
    if (value !== null) tests.push((row) => row[member] === value);
  }
  for (const [name, member] of Object.entries(several)) {
    const values = listOf(query, name, style);
    if (values.length > 0) tests.push((row) => values.includes(row[member]));
  }
  return (row) => tests.every((test) => test(row));
}

function listOf(query: URLSearchParams, name: string, style: ArrayStyle): string[] {
  switch (style) {
    case "repeat":
      return query.getAll(name);
    case "brackets":
      return query.getAll(`${name}[]`);
    case "comma":
      return query.get(name)?.split(",") ?? [];
  }
}
