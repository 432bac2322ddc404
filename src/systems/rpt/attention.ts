import type { Api } from "../../http/api.ts";
import type { Attention, Notice } from "../attention.ts";
import { plannedRuns } from "./calendar.ts";
import { usualGrace } from "./missed.ts";
import { member, textOf } from "./records.ts";
import { listReports, type ReportFilter } from "./reports.ts";

/** Reports that failed since or are in progress, and the next planned runs; one of those that is past was missed. */
export const attention: Attention = async (api, { since, next, now }) => {
  const newestFirst = { sortBy: "date", descending: true } as const;
  return [
    ...(await reportsOf(api, { ...newestFirst, state: "failed", from: since }, "failed")),
    // However old: what has been in progress for days needs somebody even more.
    ...(await reportsOf(api, { ...newestFirst, state: "unfinished" }, "in progress")),
    ...(next > 0 ? await runsOf(api, next, now) : []),
  ];
};

async function reportsOf(api: Api, filter: ReportFilter, state: Notice["state"]): Promise<Notice[]> {
  const found: Notice[] = [];
  for await (const rows of listReports(api, filter, undefined)) {
    for (const { value } of rows) {
      const id = textOf(value, "ReportID");
      found.push({
        kind: "report",
        state,
        id,
        name: textOf(value, "DisplayName"),
        time: timeOf(value),
      });
    }
  }
  return found;
}

async function runsOf(api: Api, next: number, now: number): Promise<Notice[]> {
  const { rows, now: there } = await plannedRuns(api, { next }, () => now);
  return rows.slice(0, next).map(({ value }) => {
    const time = timeOf(value);
    return {
      kind: "run",
      state: time !== undefined && there - time > usualGrace ? "missed" : "planned",
      id: textOf(value, "ScheduleID"),
      name: textOf(value, "ScheduleDisplayName"),
      time,
    };
  });
}

function timeOf(value: unknown): number | undefined {
  const time = Number(member(value, "RunDate") ?? Number.NaN);
  return Number.isFinite(time) ? time : undefined;
}
