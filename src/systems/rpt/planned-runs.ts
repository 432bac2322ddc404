import { Fault } from "../../errors.ts";
import type { Api } from "../../http/api.ts";
import { Row } from "../../rows/row.ts";
import { formatLocal } from "../../times/local.ts";
import { calendar, schedules } from "./endpoints.ts";
import type { PlacedSchedule } from "./find-schedule.ts";
import { pageOf } from "./lists.ts";
import { member, textOf } from "./records.ts";
import { atSchedules } from "./schedules.ts";

const minute = 60_000;

/**
 * When exactly the planned run is that somebody means by a time: the run at that millisecond, else the only one within
 * the minute that begins there, since people type no milliseconds. Milliseconds since the epoch.
 * @throws Fault not_found that names the schedule's next runs.
 */
export async function plannedRun(
  api: Api,
  schedule: string,
  when: number,
  timezone: string,
): Promise<number> {
  const runs = await runsOf(api, schedule, { dateFrom: when, dateTo: when + minute - 1 });
  if (runs.includes(when)) return when;
  if (runs.length === 1) return runs[0]!;
  const next = runs.length > 1 ? runs : await runsOf(api, schedule, { dateFrom: when });
  throw new Fault("not_found", `the schedule has no planned run at @${when}`, {
    system: api.system,
    hints: [
      ...next.slice(0, 3).map((run) => `there is one at ${formatLocal(run, timezone)}: --run @${run}`),
      "rptctl rpt calendar shows the planned runs",
    ],
  });
}

/** Moves all planned runs of a schedule by so many milliseconds; `run` is the one that it is told of (13.4.15). */
export function shiftRuns(api: Api, { guid, id }: PlacedSchedule, run: number, by: number): Promise<Row> {
  const call = { path: { guid, schedule: id }, query: { shift: by, runToShift: run } };
  return atSchedules(api, guid, schedules.shift, call);
}

/**
 * Deletes one planned run (13.4.15). That is sent again where its answer got lost: a run that is gone by then is what was
 * asked for.
 */
export async function skipRun(api: Api, { guid, id }: PlacedSchedule, run: number): Promise<Row> {
  const call = { path: { guid, schedule: id }, query: { runToDel: run } };
  try {
    return await atSchedules(api, guid, schedules.skip, call);
  } catch (error) {
    if (!(error instanceof Fault) || error.code !== "rejected") throw error;
    const left = await runsOf(api, id, { dateFrom: run, dateTo: run });
    if (left.length > 0) throw error;
    return Row.of({ GUID: id, Status: "OK" });
  }
}

async function runsOf(
  api: Api,
  schedule: string,
  query: { readonly dateFrom: number; readonly dateTo?: number },
): Promise<readonly number[]> {
  const { rows } = await pageOf(api, calendar, { query }, "Entries");
  return rows
    .filter(({ value }) => textOf(value, "ScheduleID") === schedule)
    .map(({ value }) => Number(member(value, "RunDate")));
}
