import { pipelines } from "./catalogue.ts";
import type { Run } from "./course.ts";
import { seedTools, type Tool } from "./tools.ts";

export interface PipelineState {
  /** The runs of each pipeline, by its id, oldest first. */
  runs: Record<string, Run[]>;
  tools: Tool[];
}

const hour = 3_600_000;

/** One run every six hours until two hours before `now`; the last that needs an approval still waits for it. */
export function seedState(now: number): PipelineState {
  const runs = pipelines.map(({ _id, runs: count, plan }) => {
    const needsApproval = plan.some(({ ends }) => ends === "approval");
    const ran = Array.from({ length: count }, (_, index): Run => {
      const startedAt = now - 2 * hour - (count - 1 - index) * 6 * hour;
      const approved = needsApproval && index < count - 1;
      return { runCount: index + 1, startedAt, ...(approved && { approvedAt: startedAt + hour }) };
    });
    return [_id, ran];
  });
  return { runs: Object.fromEntries(runs), tools: seedTools() };
}
