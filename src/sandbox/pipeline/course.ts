import type { Step } from "./catalogue.ts";

/** What is kept of a run: what happens in it follows from this and the time. All in milliseconds since the epoch. */
export interface Run {
  readonly runCount: number;
  readonly startedAt: number;
  /** Somebody approved what waited for it. */
  readonly approvedAt?: number;
  /** Somebody asked it to stop. */
  stopAt?: number;
  /** The pipeline was reset: what had not ended, ended then. */
  resetAt?: number;
}

export type Phase = "running" | "paused" | "success" | "failed" | "stopped";

/** A step that was begun. */
export interface Taken {
  readonly step: Step;
  readonly index: number;
  readonly startedAt: number;
  readonly state: "running" | "pending" | "success" | "failed" | "stopped";
  /** Undefined: not yet. */
  readonly endedAt?: number;
}

export interface Course {
  readonly phase: Phase;
  readonly taken: readonly Taken[];
  readonly endedAt?: number;
}

/** How far a run of these steps has come at `now`. */
export function courseOf(plan: readonly Step[], run: Run, now: number): Course {
  if (run.resetAt === undefined || run.resetAt > now) return unbroken(plan, run, now);
  const course = unbroken(plan, run, run.resetAt);
  if (course.endedAt !== undefined) return course;
  const endedAt = run.resetAt;
  const taken = course.taken.map((each) =>
    each.endedAt === undefined ? { ...each, state: "stopped" as const, endedAt } : each,
  );
  return { phase: "stopped", taken, endedAt };
}

function unbroken(plan: readonly Step[], run: Run, now: number): Course {
  const taken: Taken[] = [];
  let at = run.startedAt;
  for (const [index, step] of plan.entries()) {
    // A stop is soft: the step that was begun is finished, and none is begun after it.
    if (run.stopAt !== undefined && run.stopAt <= at) return { phase: "stopped", taken, endedAt: at };
    const begun = { step, index, startedAt: at };
    if (step.ends === "approval" && run.approvedAt === undefined) {
      const endedAt = run.stopAt;
      if (endedAt === undefined)
        return { phase: "paused", taken: [...taken, { ...begun, state: "pending" }] };
      return { phase: "stopped", taken: [...taken, { ...begun, state: "stopped", endedAt }], endedAt };
    }
    const endedAt = step.ends === "approval" ? Math.max(at, run.approvedAt ?? at) : at + step.takes;
    if (endedAt > now) return { phase: "running", taken: [...taken, { ...begun, state: "running" }] };
    const failed = step.ends === "failed";
    taken.push({ ...begun, state: failed ? "failed" : "success", endedAt });
    if (failed) return { phase: "failed", taken, endedAt };
    at = endedAt;
  }
  return { phase: "success", taken, endedAt: at };
}
