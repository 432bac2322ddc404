import { Fault } from "../../errors.ts";
import type { Api } from "../../http/api.ts";
import { findDefinition } from "./find-definition.ts";
import { textOf } from "./records.ts";
import { scheduleId, schedulesOfAll } from "./schedules.ts";

/** A schedule, and the definition that it stands below. */
export interface PlacedSchedule {
  readonly id: string;
  readonly guid: string;
}

/**
 * Where schedules are: below `def` where that is given, which is taken at its word, else below whichever definition has
 * them. The search ends with the last one found.
 * @throws Fault for `def`; the ids that are nowhere are in `missing`.
 */
export async function findSchedules(
  api: Api,
  ids: Iterable<string>,
  def: string | undefined,
): Promise<{ found: readonly PlacedSchedule[]; missing: readonly Fault[] }> {
  const wanted = [...new Set(ids)];
  if (def !== undefined) {
    const { guid } = await findDefinition(api, def);
    return { found: wanted.map((id) => ({ id, guid })), missing: [] };
  }
  const places = new Map<string, string>();
  const sameName = new Map<string, string>();
  for await (const { definition, rows } of schedulesOfAll(api)) {
    for (const { value } of rows) {
      const id = scheduleId(value) ?? "";
      const name = textOf(value, "DisplayName") ?? "";
      if (wanted.includes(id)) places.set(id, definition.guid);
      if (wanted.includes(name)) sameName.set(name, id);
    }
    if (places.size === wanted.length) break;
  }
  return {
    found: wanted.flatMap((id) => (places.has(id) ? [{ id, guid: places.get(id)! }] : [])),
    missing: wanted.filter((id) => !places.has(id)).map((id) => noSchedule(api, id, sameName.get(id))),
  };
}

/** The same for one. @throws Fault not_found. */
export async function findSchedule(api: Api, id: string, def: string | undefined): Promise<PlacedSchedule> {
  const { found, missing } = await findSchedules(api, [id], def);
  if (missing[0] !== undefined) throw missing[0];
  return found[0]!;
}

function noSchedule(api: Api, id: string, meant: string | undefined): Fault {
  return new Fault("not_found", `no definition has a schedule with the id "${id}"`, {
    system: api.system,
    hints: [
      ...(meant === undefined ? [] : [`the schedule of that name has the id ${meant}`]),
      "rptctl sched list shows the schedules there are",
    ],
  });
}
