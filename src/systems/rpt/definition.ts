import { isDeepStrictEqual } from "node:util";
import { Fault } from "../../errors.ts";
import type { Api } from "../../http/api.ts";
import { Row } from "../../rows/row.ts";
import { definitions, schedules } from "./endpoints.ts";
import { pageOf } from "./lists.ts";
import type { Json } from "./records.ts";

/** A definition, and which version of it. */
export interface ReadDefinition {
  readonly row: Row;
  readonly value: Json;
  /** As the server wrote it: it is sent back as it is, with its quotes or without. */
  readonly etag: string | undefined;
}

/** One definition with its parameters (13.4.3), in the language in use. */
export async function readDefinition(api: Api, guid: string): Promise<ReadDefinition> {
  const { row, headers } = await api.record(definitions.get, { path: { guid } });
  return { row, value: row.value as Json, etag: headers.etag };
}

/** What a PUT takes of what a GET gives: links are the server's own. */
export function withoutLinks(definition: Json): Json {
  return Object.fromEntries(Object.entries(definition).filter(([key]) => key !== "Links"));
}

/**
 * Replaces a definition (13.4.4); with an ETag only where nobody has changed it since.
 * @throws Fault conflict for one that was changed since, and for a name that another definition has.
 */
export async function writeDefinition(
  api: Api,
  guid: string,
  definition: Json,
  etag: string | undefined,
): Promise<Row> {
  const headers = etag === undefined ? {} : { "if-match": etag };
  try {
    return (await api.json(definitions.update, { path: { guid }, json: definition, headers })).row;
  } catch (error) {
    // A proxy, or another version, may say 409 or 412 and nothing else.
    const isChanged = error instanceof Fault && error.code === "conflict";
    if (!isChanged || /DuplicateDisplayName$/i.test(error.subcode ?? "")) throw error;
    // A PUT whose answer got lost is sent again, and then meets its own change.
    const { value } = await readDefinition(api, guid);
    if (isDeepStrictEqual(withoutLinks(value), definition)) return Row.of({ GUID: guid, Status: "OK" });
    throw error.with({
      hints: [
        "somebody changed it since: look at it, and give the command again",
        "--force overwrites what they did",
      ],
    });
  }
}

/** How many schedules belong to a definition (13.4.11), and go with it; undefined where the server does not tell. */
export async function countSchedules(api: Api, guid: string): Promise<number | undefined> {
  try {
    const { rows, total } = await pageOf(api, schedules.list, { path: { guid } }, "Schedules");
    return total ?? rows.length;
  } catch (error) {
    if (error instanceof Fault && error.code === "not_found") return undefined;
    throw error;
  }
}
