import { Fault } from "../../errors.ts";
import type { Api } from "../../http/api.ts";
import type { Call, Endpoint } from "../../http/endpoint.ts";
import type { Row, Rows } from "../../rows/row.ts";
import { ahead } from "../ahead.ts";
import { everyDefinition, listDefinitions } from "./definitions.ts";
import { schedules } from "./endpoints.ts";
import { isSubcode } from "./errors.ts";
import type { NamedDefinition } from "./find-definition.ts";
import { pageOf } from "./lists.ts";
import { textOf } from "./records.ts";

/** The schedules of one definition, which do not say whose they are. */
export interface DefinitionSchedules {
  readonly definition: NamedDefinition;
  readonly rows: readonly Row[];
}

/** Lists asked for at a time where all definitions are looked through. */
const atOnce = 6;

/** The schedules of one definition (13.4.11). @throws Fault not_found where there is no such definition. */
export async function schedulesOf(api: Api, guid: string): Promise<readonly Row[]> {
  return (await pageOf(api, schedules.list, { path: { guid } }, "Schedules")).rows;
}

/** The schedules of every definition, one definition after another: the API has no list of all. */
export function schedulesOfAll(api: Api): AsyncGenerator<DefinitionSchedules, void, void> {
  return ahead(everyNamed(api), atOnce, (signal) => {
    const asking = api.until(signal);
    return async (definition) => {
      const rows = await schedulesOf(asking, definition.guid).catch((error: unknown) => {
        if (isDeleted(error)) return [];
        throw error;
      });
      return { definition, rows };
    };
  });
}

/** The rows alone, and whose they are said to `of` before each batch. */
export async function* rowsOfAll(
  all: AsyncIterable<DefinitionSchedules>,
  of: (schedules: DefinitionSchedules) => void,
): Rows {
  for await (const found of all) {
    of(found);
    if (found.rows.length > 0) yield found.rows;
  }
}

/** The id of a schedule in a list; a made one is told as GUID (13.4.12). */
export function scheduleId(value: unknown): string | undefined {
  return textOf(value, "ScheduleID") ?? textOf(value, "GUID");
}

/**
 * Calls an endpoint below a definition. A write is sent by one spelling of its path only, so where the server knows no
 * such path the list, which is a read, finds out how it spells it: nothing happened at a path that is not there.
 */
export async function atSchedules<Names extends string>(
  api: Api,
  guid: string,
  endpoint: Endpoint<Names>,
  call: Call<Names>,
): Promise<Row> {
  try {
    return (await api.json(endpoint, call)).row;
  } catch (error) {
    if (!(error instanceof Fault) || error.status !== 404) throw error;
    if (error.subcode !== undefined && !isSubcode(error.subcode, "InvalidURI")) throw error;
    await schedulesOf(api, guid);
    return (await api.json(endpoint, call)).row;
  }
}

async function* everyNamed(api: Api): AsyncGenerator<NamedDefinition, void, void> {
  for await (const rows of listDefinitions(api, everyDefinition, undefined)) {
    for (const { value } of rows) {
      const guid = textOf(value, "GUID");
      if (guid !== undefined) yield { guid, name: textOf(value, "DisplayName") };
    }
  }
}

/** Deleted since the definitions were listed. */
function isDeleted(error: unknown): boolean {
  return error instanceof Fault && error.code === "not_found" && /NotExist$/i.test(error.subcode ?? "");
}
