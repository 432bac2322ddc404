import type { Context } from "hono";
import { accountOf } from "./cast.ts";
import { collator } from "./languages.ts";
import { type Condition, contains, equals, meets, Query } from "./query.ts";
import type { Report } from "./records.ts";
import type { RptEnv } from "./server.ts";

const states = {
  all: () => true,
  unfinished: (report: Report, now: number) => inProgress(report, now),
  finished: (report: Report, now: number) => !inProgress(report, now),
  success: (report: Report, now: number) => !inProgress(report, now) && !report.fails,
  failed: (report: Report, now: number) => !inProgress(report, now) && report.fails,
};

export const inProgress = (report: Report, now: number) => now < report.doneAt;

/** GET /rpt/reports (13.4.17): first the dates, then the order, last the rows; TotalSize is before the last. */
export function reportList(c: Context<RptEnv>, reports: readonly Report[], now: number): object {
  const query = new Query(c);
  const bad = "InvalidInput";
  const sortBy = query.word("sortBy", ["DisplayName", "RunDate", "Description"], bad, "DisplayName");
  const sortOrder = query.word("sortOrder", ["ASC", "DESC"], bad, "ASC");
  const state = query.word("state", Object.keys(states) as (keyof typeof states)[], bad, "all");
  const lop = query.word("filterLOP", ["AND", "OR"], bad, "AND");
  const dateFrom = query.number("dateFrom") ?? Number.NEGATIVE_INFINITY;
  const dateTo = query.number("dateTo") ?? Number.POSITIVE_INFINITY;
  const { from, to } = query.range(bad, 0);
  const conditions: Condition<Report>[] = [
    {
      wanted: query.texts("filterDisplayName"),
      matches: (row, wanted) => contains(row.DisplayName, wanted),
    },
    {
      wanted: query.texts("filterDescription"),
      matches: (row, wanted) => contains(row.Description, wanted),
    },
    {
      wanted: query.texts("filterCreator"),
      matches: (row, wanted) => contains(accountOf(row.accountId).fullName, wanted),
    },
    {
      wanted: query.texts("filterTags"),
      matches: (row, wanted) => row.Tags.some((tag) => equals(tag, wanted)),
    },
  ];
  const byText = collator(c.var.language);
  const ascending = (a: Report, b: Report) =>
    sortBy === "RunDate" ? a.RunDate - b.RunDate : byText(a[sortBy], b[sortBy]);
  const rows = reports
    .filter(({ RunDate }) => RunDate >= dateFrom && RunDate <= dateTo)
    .filter((row) => states[state](row, now) && meets(row, conditions, lop))
    .sort((a, b) => (sortOrder === "ASC" ? ascending(a, b) : ascending(b, a)));
  return {
    TotalSize: rows.length,
    Results: rows
      .slice(from, to + 1)
      .map(({ ReportID, DisplayName, RunDate }) => ({ ReportID, DisplayName, RunDate })),
  };
}
