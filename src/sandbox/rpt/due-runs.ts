import { randomUUID } from "node:crypto";
import { plannedRuns } from "./planned-runs.ts";
import type { Definition, Report, RptState, Schedule } from "./records.ts";
import type { Server } from "./server.ts";

/** Starts every run that has become due since the last call: time passes between requests, reports are made on the next. */
export function startDueRuns({ store, clock }: Server): void {
  const now = clock.now();
  if (!store.state.schedules.some((schedule) => hasDueRun(schedule, now))) return;
  store.change((state) => {
    const made = state.schedules.flatMap((schedule) => dueReports(state, schedule, now));
    state.reports.push(...made.sort((a, b) => a.RunDate - b.RunDate));
    state.schedules = state.schedules.map((schedule) => ({ ...schedule, nextRun: nextAfter(schedule, now) }));
  });
}

function hasDueRun(schedule: Schedule, now: number): boolean {
  const { value } = plannedRuns(schedule).next();
  return value !== undefined && value.at <= now;
}

function nextAfter(schedule: Schedule, now: number): number {
  let next = schedule.nextRun;
  for (const run of plannedRuns(schedule)) {
    if (run.at > now) break;
    next = run.number + 1;
  }
  return next;
}

function dueReports(state: RptState, schedule: Schedule, now: number): Report[] {
  const definition = state.definitions.find(({ GUID }) => GUID === schedule.definition);
  const reports: Report[] = [];
  if (definition === undefined) return reports;
  for (const { at } of plannedRuns(schedule)) {
    if (at > now) break;
    // One that was planned for the past runs when it was made.
    reports.push(reportOf(schedule, definition, Math.max(at, schedule.createdAt)));
  }
  return reports;
}

function reportOf(schedule: Schedule, definition: Definition, RunDate: number): Report {
  const { DisplayName, Description, Tags, Format, Email } = schedule;
  const { seconds, fails, rows } = definition.behaviour;
  return {
    ReportID: randomUUID(),
    Name: `${DisplayName}_${stamp(RunDate)}`,
    DisplayName,
    Description,
    Tags,
    Format,
    RunDate,
    doneAt: RunDate + seconds * 1000,
    fails,
    rows,
    parameters: schedule.Parameters,
    ...(Email && { Email }),
    accountId: schedule.accountId,
  };
}

/** `20270101060000`, UTC. */
export const stamp = (instant: number) => new Date(instant).toISOString().replace(/[-:T]|\..*/g, "");
