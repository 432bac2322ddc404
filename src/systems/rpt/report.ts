import { Fault } from "../../errors.ts";
import type { Api } from "../../http/api.ts";
import type { Row } from "../../rows/row.ts";
import { shellLine } from "../../shell-words.ts";
import { reports } from "./endpoints.ts";
import { isTrue, member } from "./records.ts";

export type ReportState = "in progress" | "failed" | "finished";

/** One report (13.4.18). */
export async function readReport(api: Api, id: string): Promise<{ row: Row; state: ReportState }> {
  const { row } = await api.record(reports.get, { path: { report: id } });
  return { row, state: stateOf(row.value) };
}

/** Of `InProgress` and `failed`, which the page capitalises like this. */
export function stateOf(report: unknown): ReportState {
  if (isTrue(member(report, "InProgress"))) return "in progress";
  return isTrue(member(report, "failed")) ? "failed" : "finished";
}

/** The fault of a report that was made and is none. */
export function failedReport(api: Api, id: string): Fault {
  return new Fault("job_failed", `report ${id} failed`, {
    system: api.system,
    hints: [shellLine`what it was to be: rptctl reports get ${id}`, "the server's log says why"],
  });
}
