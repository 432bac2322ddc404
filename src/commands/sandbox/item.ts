import type { ItemResult } from "../../output/result.ts";
import { Row } from "../../rows/row.ts";
import type { SandboxStatus } from "../../sandbox/control.ts";
import type { RunFile } from "../../sandbox/run-file.ts";

/** A running sandbox as `start` and `status` show it. */
export function sandboxItem(state: string, run: RunFile, status: SandboxStatus): ItemResult {
  const { url, clock, systems: played, faults } = status;
  return {
    kind: "item",
    row: Row.of({
      url,
      pid: run.pid,
      state,
      started: run.startedAt,
      clock,
      systems: played.map((each) => each.name),
      faults,
    }),
    columns: [
      { name: "url" },
      { name: "pid" },
      { name: "state" },
      { name: "started" },
      { name: "clock" },
      { name: "systems" },
      { name: "faults" },
    ],
    id: "url",
  };
}
