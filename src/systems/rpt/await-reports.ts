import { Fault } from "../../errors.ts";
import type { Api } from "../../http/api.ts";
import type { Row } from "../../rows/row.ts";
import { type Pace, waitFor } from "../../times/waiting.ts";
import type { World } from "../../world.ts";
import { failedReport, readReport } from "./report.ts";

/** A report that is done. */
export interface FinishedReport {
  readonly id: string;
  readonly row: Row;
}

/**
 * Waits until each report is done.
 * @throws Fault wait_timeout naming those that are not; what is wrong with a single one is in `failed`: job_failed, or
 * not_found.
 */
export async function awaitReports(
  api: Api,
  ids: Iterable<string>,
  pace: Pace,
  world: World,
  say: { note(text: string): void; waiting?(left: number): void },
): Promise<{ finished: readonly FinishedReport[]; failed: readonly Fault[] }> {
  const left = new Set(ids);
  const finished: FinishedReport[] = [];
  const failed: Fault[] = [];

  async function look(): Promise<true | undefined> {
    for (const id of left) {
      try {
        const { row, state } = await readReport(api, id);
        if (state === "in progress") continue;
        if (state === "failed") failed.push(failedReport(api, id));
        else finished.push({ id, row });
      } catch (error) {
        if (!(error instanceof Fault) || error.code !== "not_found") throw error;
        failed.push(error.with({ hints: ["rptctl reports list shows the reports there are"] }));
      }
      left.delete(id);
    }
    say.waiting?.(left.size);
    return left.size === 0 ? true : undefined;
  }

  const state = () => [...left].map((id) => `report ${id} is in progress`).join(", ");
  await waitFor(look, pace, world, { state, say: say.note });
  return { finished, failed };
}
