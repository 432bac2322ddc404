import type { Api } from "../../http/api.ts";
import type { Query } from "../../http/endpoint.ts";
import type { Row } from "../../rows/row.ts";
import { calendar } from "./endpoints.ts";
import { pageOf } from "./lists.ts";
import { serverTime } from "./server-time.ts";

/** Which planned runs are wanted; milliseconds since the epoch, inclusive. `next` and the times exclude each other. */
export interface CalendarWishes {
  readonly from?: number | undefined;
  readonly to?: number | undefined;
  readonly next?: number | undefined;
}

/** The planned runs in their order (13.4.21), and what time it is at the server. */
export async function plannedRuns(
  api: Api,
  { from, to, next }: CalendarWishes,
  now: () => number,
): Promise<{ rows: readonly Row[]; now: number }> {
  const query: Query = { dateFrom: from, dateTo: to, upcomingRuns: next };
  const { rows, headers } = await pageOf(api, calendar, { query }, "Entries");
  return { rows, now: serverTime(headers, now()) };
}
