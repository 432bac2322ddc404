import { usage } from "../../errors.ts";
import { nearest } from "../../nearest.ts";
import { isRecord } from "../../record.ts";
import { parseWhen } from "../../times/when.ts";
import type { Json } from "./records.ts";
import type { GivenValues } from "./schedule-parameters.ts";
import { readRepeat } from "./timing.ts";

/** The members of a schedule that a client may say (13.4.12), and Tags, which a read one has. */
const members = [
  "DisplayName",
  "Description",
  "Comments",
  "Format",
  "CollectOnRun",
  "Email",
  "Parameters",
  "Schedule",
  "Tags",
];

/**
 * A schedule that somebody wrote, as the API takes it: beside the API's own forms, times may be written as a WHEN and
 * `Parameters` as `NAME: VALUE`, which is then in `parameters`.
 * @throws Fault usage that names the member.
 */
export async function readScheduleFile(
  record: Json,
  setting: { readonly now: number; readonly timezone: string },
): Promise<{ readonly record: Json; readonly parameters: GivenValues }> {
  for (const key of Object.keys(record)) {
    const meant = members.includes(key) ? undefined : nearest(key, members);
    if (meant !== undefined) throw usage(`--file: a schedule has no ${key}`, `did you mean ${meant}?`);
  }
  const { Parameters, ...rest } = record;
  return {
    record: {
      ...rest,
      ...(typeof record.Format === "string" ? { Format: record.Format.toUpperCase() } : {}),
      ...(Array.isArray(Parameters) ? { Parameters } : {}),
      ...(record.Schedule === undefined ? {} : { Schedule: await readTiming(record.Schedule, setting) }),
    },
    parameters: namedValues(Parameters),
  };
}

async function readTiming(value: unknown, setting: { now: number; timezone: string }): Promise<Json> {
  if (!isRecord(value)) throw usage("--file: Schedule is no object", "write Schedule: { StartDate: WHEN }");
  const read: Record<string, unknown> = { ...value };
  for (const key of ["StartDate", "EndDate"]) {
    const time = value[key];
    if (time === undefined) continue;
    if (typeof time === "string") {
      read[key] = (
        await parseWhen(time, setting).catch((error: Error) => {
          throw usage(`--file: Schedule.${key}: ${error.message}`);
        })
      ).ms;
    } else if (!Number.isSafeInteger(time)) {
      throw usage(`--file: Schedule.${key} is no time`, "write milliseconds since the epoch, or a WHEN");
    }
  }
  if (typeof value.RepeatUnit === "string") {
    const unit = readRepeat(value.RepeatUnit)?.unit;
    if (unit === undefined)
      throw usage(`--file: Schedule.RepeatUnit: "${value.RepeatUnit}" is not NONE, DAY, WEEK or MONTH`);
    read.RepeatUnit = unit;
  }
  return read;
}

function namedValues(parameters: unknown): GivenValues {
  if (parameters === undefined || Array.isArray(parameters)) return [];
  if (!isRecord(parameters)) throw usage("--file: Parameters is neither a list nor NAME: VALUE");
  return Object.entries(parameters).flatMap(([name, value]) =>
    [value].flat().map((each) => [name, String(each ?? "")] as const),
  );
}
