import type { Api } from "../../http/api.ts";
import { member, textOf } from "./records.ts";
import { listReports } from "./reports.ts";

/** A server may round the time that it was given. */
const early = 1000;

/** The ids of the reports of exactly that name that ran since, the oldest first. */
async function reportsNamed(
  api: Api,
  name: string,
  since: number,
): Promise<readonly { readonly id: string; readonly ran: number }[]> {
  const found: { id: string; ran: number }[] = [];
  for await (const rows of listReports(api, { name, from: since, sortBy: "date" }, undefined)) {
    for (const { value } of rows) {
      const id = textOf(value, "ReportID");
      const ran = Number(member(value, "RunDate"));
      if (id !== undefined && textOf(value, "DisplayName") === name) found.push({ id, ran });
    }
  }
  return found.sort((a, b) => a.ran - b.ran);
}

/** The reports that a run at `start` could be mistaken for, because they are there before it. */
export async function reportsBefore(api: Api, name: string, start: number): Promise<readonly string[]> {
  return (await reportsNamed(api, name, start - early)).map(({ id }) => id);
}

/**
 * The report of the schedule that runs at `start`: nothing in the API says which it is. It has the schedule's name, was
 * not there before, and ran at that very time, else as the first one after it, no later than `within` milliseconds.
 * Undefined while there is none.
 */
export async function findReport(
  api: Api,
  {
    name,
    start,
    before,
  }: { readonly name: string; readonly start: number; readonly before: readonly string[] },
  within = Number.POSITIVE_INFINITY,
): Promise<string | undefined> {
  const found = await reportsNamed(api, name, start - early);
  const own = found.filter(({ id, ran }) => !before.includes(id) && ran - start <= within);
  return (own.find(({ ran }) => ran === start) ?? own[0])?.id;
}
