import type { Schedule } from "./records.ts";
import { firstRunFrom, runAt } from "./recurrence.ts";

/** A run that is still to come. */
export interface PlannedRun {
  readonly schedule: Schedule;
  /** Its number in the schedule's timing. */
  readonly number: number;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/** The planned runs of one schedule in their order, without the deleted ones; a schedule without an end has no last. */
export function* plannedRuns(schedule: Schedule): Generator<PlannedRun> {
  for (let number = schedule.nextRun; ; number += 1) {
    const at = runAt(schedule.Schedule, number);
    if (at === undefined) return;
    if (!schedule.skipped.includes(number)) yield { schedule, number, at };
  }
}

/** The planned run at exactly that instant. */
export function plannedRunAt(schedule: Schedule, instant: number): PlannedRun | undefined {
  const number = firstRunFrom(schedule.Schedule, instant);
  const planned = number >= schedule.nextRun && !schedule.skipped.includes(number);
  return planned && runAt(schedule.Schedule, number) === instant
    ? { schedule, number, at: instant }
    : undefined;
}

/** The planned runs of all schedules, merged in their order. */
export function* allPlannedRuns(schedules: readonly Schedule[]): Generator<PlannedRun> {
  const heads = schedules.flatMap((schedule) => {
    const rest = plannedRuns(schedule);
    const { value } = rest.next();
    return value ? [{ run: value, rest }] : [];
  });
  while (heads.length > 0) {
    const first = heads.reduce((least, head) => (head.run.at < least.run.at ? head : least));
    yield first.run;
    const { value } = first.rest.next();
    if (value) first.run = value;
    else heads.splice(heads.indexOf(first), 1);
  }
}
