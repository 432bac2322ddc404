import type { Api } from "../../http/api.ts";
import type { Rows } from "../../rows/row.ts";
import { reports } from "./endpoints.ts";
import { listWindows } from "./lists.ts";

export const reportStates = ["all", "unfinished", "finished", "success", "failed"] as const;

const sortFields = { name: "DisplayName", date: "RunDate", description: "Description" } as const;

/** Which reports are wanted (13.4.17). Undefined filters nothing; times are milliseconds since the epoch, inclusive. */
export interface ReportFilter {
  readonly state?: (typeof reportStates)[number] | undefined;
  /** Contained in the DisplayName. */
  readonly name?: string | undefined;
  readonly description?: string | undefined;
  readonly creator?: string | undefined;
  readonly tag?: string | undefined;
  readonly match?: "all" | "any" | undefined;
  readonly from?: number | undefined;
  readonly to?: number | undefined;
  readonly sortBy?: keyof typeof sortFields | undefined;
  readonly descending?: boolean;
}

/** The reports that match, as the server sorts them; those in progress among them. */
export function listReports(api: Api, filter: ReportFilter, limit: number | undefined): Rows {
  const query = {
    // The page's own defaults are sent too, lest a server has others.
    sortBy: sortFields[filter.sortBy ?? "name"],
    sortOrder: filter.descending ? "DESC" : "ASC",
    state: filter.state,
    dateFrom: filter.from,
    dateTo: filter.to,
    filterDisplayName: filter.name,
    filterDescription: filter.description,
    filterCreator: filter.creator,
    filterTags: filter.tag,
    filterLOP: filter.match === "any" ? "OR" : undefined,
  };
  return listWindows(api, reports.list, { query }, { key: "Results", least: 1, limit });
}
