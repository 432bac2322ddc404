import { Fault } from "../../errors.ts";
import type { Api } from "../../http/api.ts";
import type { Row } from "../../rows/row.ts";
import { shellLine } from "../../shell-words.ts";
import { schedules } from "./endpoints.ts";
import type { Json } from "./records.ts";
import { atSchedules, scheduleId } from "./schedules.ts";

/**
 * Makes a schedule (13.4.12). It is not sent twice: where the answer got lost, it may be there or not.
 * @throws Fault with a hint how to see it, where nobody knows.
 */
export async function createSchedule(api: Api, guid: string, body: Json): Promise<{ id: string; row: Row }> {
  const look = shellLine`whether it was made: rptctl sched list --def=${guid}`;
  const row = await atSchedules(api, guid, schedules.create, { path: { guid }, json: body }).catch(
    (error: unknown) => {
      throw error instanceof Fault && error.code === "unavailable" ? error.with({ hints: [look] }) : error;
    },
  );
  const id = scheduleId(row.value);
  if (id !== undefined) return { id, row };
  throw new Fault("unavailable", "the server took the schedule and did not say its id", {
    system: api.system,
    hints: [look],
  });
}
