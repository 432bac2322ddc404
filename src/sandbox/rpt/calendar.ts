import { invalidInput } from "./fault.ts";
import { textIn } from "./languages.ts";
import { allPlannedRuns, type PlannedRun } from "./planned-runs.ts";
import { Query } from "./query.ts";
import type { RptRoutes, Server } from "./server.ts";

/** Where nobody says where to end: a schedule without an end has no last run. */
const horizonMs = 366 * 86_400_000;

/** And an answer of more entries than this would help nobody. */
const mostEntries = 10_000;

/** GET /rpt/calendar (13.4.21): planned runs in their order, by dates or by their number, not by both. */
export function calendarRoutes(app: RptRoutes, { store, clock }: Server): void {
  app.get("/rpt/calendar", (c) => {
    const query = new Query(c);
    const dateFrom = query.number("dateFrom");
    const dateTo = query.number("dateTo");
    const upcoming = query.number("upcomingRuns");
    if (upcoming !== undefined && (dateFrom !== undefined || dateTo !== undefined)) {
      throw invalidInput("upcomingRuns cannot be applied together with dateFrom or dateTo.");
    }
    if (upcoming !== undefined && upcoming <= 0) throw invalidInput("upcomingRuns must be greater than 0.");
    if (dateFrom !== undefined && dateTo !== undefined && dateTo < dateFrom) {
      throw invalidInput("dateTo must not be before dateFrom.");
    }
    const from = dateFrom ?? Number.NEGATIVE_INFINITY;
    const to = dateTo ?? Math.max(clock.now(), dateFrom ?? 0) + horizonMs;
    const entries: object[] = [];
    for (const run of allPlannedRuns(store.state.schedules)) {
      if (upcoming === undefined ? run.at > to : entries.length >= upcoming) break;
      if (entries.length >= mostEntries) break;
      if (run.at >= from) entries.push(entry(run, c.var.language));
    }
    return c.json({ Entries: entries });
  });

  function entry({ schedule, at }: PlannedRun, language: string): object {
    const definition = store.state.definitions.find(({ GUID }) => GUID === schedule.definition);
    return {
      ScheduleDisplayName: schedule.DisplayName,
      definitionName: definition?.name,
      definitionDisplayName: definition && textIn(definition.texts, language).DisplayName,
      RunDate: at,
      ScheduleID: schedule.ScheduleID,
    };
  }
}
