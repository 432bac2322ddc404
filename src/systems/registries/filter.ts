import type { Query } from "../../http/endpoint.ts";
import type { Row } from "../../rows/row.ts";
import type { Registry } from "./columns.ts";
import type { Manners } from "./settings.ts";

/** Which registries are wanted: within one filter any of its values, between filters all. */
export interface RegistryFilter {
  readonly status: string | undefined;
  readonly ids: readonly string[];
  readonly schedules: readonly string[];
  readonly by: string | undefined;
  readonly type: string | undefined;
}

export const everyRegistry: RegistryFilter = {
  status: undefined,
  ids: [],
  schedules: [],
  by: undefined,
  type: undefined,
};

/** A filter and how it is asked for. */
export interface Asked {
  readonly filter: RegistryFilter;
  readonly query: Query;
}

export function askFor(filter: RegistryFilter, { arrayStyle }: Manners): Asked {
  const { status, ids, schedules, by, type } = filter;
  const given: Query = {
    creation_status: status,
    ...oneOrMany("id", ids, arrayStyle),
    ...oneOrMany("report_schedule_id", schedules, arrayStyle),
    scheduled_by: by,
    type,
  };
  return {
    filter,
    query: Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)),
  };
}

/** One value has a parameter of its own, which every server reads alike. */
function oneOrMany(name: string, values: readonly string[], style: Manners["arrayStyle"]): Query {
  const [value, ...more] = new Set(values);
  if (value === undefined) return {};
  if (more.length === 0) return { [name]: value };
  const all = [value, ...more];
  if (style === "comma") return { [`${name}_list`]: all.join(",") };
  return { [style === "brackets" ? `${name}_list[]` : `${name}_list`]: all };
}

/**
 * Picks the rows of the ids and schedules that were asked for. How a server reads lists is in no page, and one that reads them
 * otherwise answers with every row: then the choice is made here, and said once.
 */
export function picker(
  { filter }: Asked,
  { arrayStyle }: Manners,
  warn: (text: string) => void,
): (rows: readonly Row[]) => readonly Row[] {
  const ids = new Set(filter.ids);
  const schedules = new Set(filter.schedules);
  if (ids.size === 0 && schedules.size === 0) return (rows) => rows;
  let warned = false;
  return (rows) => {
    const picked = rows.filter((row) => {
      const { id, report_schedule_id: schedule } = row.value as Partial<Registry>;
      return (
        (ids.size === 0 || ids.has(String(id))) && (schedules.size === 0 || schedules.has(String(schedule)))
      );
    });
    if (picked.length < rows.length && !warned) {
      warned = true;
      const several = ids.size > 1 || schedules.size > 1;
      warn(
        `the server ignored ${ids.size > 0 ? "--id" : "--schedule"} and answered with others, which are left out here` +
          (several ? `; array-style in the context is ${arrayStyle}, and may be another on this server` : ""),
      );
    }
    return picked;
  };
}
