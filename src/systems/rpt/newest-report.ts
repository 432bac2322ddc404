import type { Api } from "../../http/api.ts";
import { member, textOf } from "./records.ts";
import { listReports, type reportStates } from "./reports.ts";

export interface NewestReport {
  readonly id: string;
  /** When it ran, in milliseconds since the epoch. */
  readonly ran: number;
}

/** The newest report of exactly that name, among those in that state; undefined where there is none. */
export async function newestReport(
  api: Api,
  name: string,
  state: (typeof reportStates)[number],
): Promise<NewestReport | undefined> {
  let newest: NewestReport | undefined;
  // The server filters by what is contained in the name, and its order is trusted only so far.
  for await (const rows of listReports(api, { name, state, sortBy: "date", descending: true }, undefined)) {
    for (const { value } of rows) {
      const ran = Number(member(value, "RunDate"));
      const id = textOf(value, "ReportID");
      if (id === undefined || textOf(value, "DisplayName") !== name || !Number.isFinite(ran)) continue;
      if (newest === undefined || ran > newest.ran) newest = { id, ran };
    }
    if (newest !== undefined) return newest;
  }
  return newest;
}
