import type { Api } from "../../http/api.ts";
import type { Row } from "../../rows/row.ts";
import { schedules } from "./endpoints.ts";
import type { PlacedSchedule } from "./find-schedule.ts";
import type { Json } from "./records.ts";
import { atSchedules } from "./schedules.ts";

/** One schedule, whole (13.4.13). */
export async function readSchedule(api: Api, { guid, id }: PlacedSchedule): Promise<Json> {
  return (await api.record(schedules.get, { path: { guid, schedule: id } })).row.value as Json;
}

/** Replaces a schedule (13.4.16). Nobody guards against what somebody else changed meanwhile: the API has no ETag here. */
export function writeSchedule(api: Api, { guid, id }: PlacedSchedule, body: Json): Promise<Row> {
  return atSchedules(api, guid, schedules.update, { path: { guid, schedule: id }, json: body });
}
