import { Fault } from "../../errors.ts";
import type { Api } from "../../http/api.ts";
import { isRecord } from "../../record.ts";
import type { Row } from "../../rows/row.ts";
import { schedules } from "./endpoints.ts";
import type { PlacedSchedule } from "./find-schedule.ts";
import type { Json } from "./records.ts";
import { atSchedules } from "./schedules.ts";

/** One schedule, whole (13.4.13). */
export async function readSchedule(api: Api, { guid, id }: PlacedSchedule): Promise<Json> {
  const { value } = (await api.json(schedules.get, { path: { guid, schedule: id } })).row;
  if (isRecord(value)) return value;
  throw new Fault("unavailable", "the answer is no schedule", { system: api.system });
}

/** Replaces a schedule (13.4.16). Nobody guards against what somebody else changed meanwhile: the API has no ETag here. */
export function writeSchedule(api: Api, { guid, id }: PlacedSchedule, body: Json): Promise<Row> {
  return atSchedules(api, guid, schedules.update, { path: { guid, schedule: id }, json: body });
}
