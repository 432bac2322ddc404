import type { Pipeline, Step } from "./catalogue.ts";
import { courseOf, type Run, type Taken } from "./course.ts";
import { objectId } from "./object-id.ts";

/** What `type` must be to get console lines alone. */
export const consoleOutput = "console output";

/** An entry before it has what is the same in all. */
interface Event {
  readonly at: number;
  readonly action: string;
  readonly status: string;
  readonly message: string;
}

/** A pipeline's activity in these runs until `now`, oldest first. */
export function activityOf(pipeline: Pipeline, runs: readonly Run[], now: number): Activity[] {
  return runs.flatMap((run) =>
    courseOf(pipeline.plan, run, now).taken.flatMap((taken) =>
      eventsOf(taken, now).map((event, number) => entry(pipeline, run, taken, event, number)),
    ),
  );
}

function eventsOf({ step, startedAt, endedAt, state }: Taken, now: number): Event[] {
  const begun = { at: startedAt, action: "start", status: "running", message: `Step ${step.name} started.` };
  const lines = step.console.map((message, index) => ({
    at: startedAt + Math.floor((step.takes * (index + 1)) / (step.console.length + 1)),
    action: consoleOutput,
    status: "success",
    message,
  }));
  const waiting = {
    at: startedAt,
    action: "approval",
    status: "pending",
    message: `${step.name} is needed.`,
  };
  const ended = {
    at: endedAt ?? 0,
    action: "finish",
    status: state,
    message: `Step ${step.name}: ${state}.`,
  };
  const shown = step.ends === "approval" ? [waiting] : lines;
  return [begun, ...shown, ...(endedAt === undefined ? [] : [ended])].filter(
    ({ at }) => at <= Math.min(now, endedAt ?? now),
  );
}

export type Activity = ReturnType<typeof entry>;

function entry(pipeline: Pipeline, run: Run, { step, index }: Taken, event: Event, number: number) {
  const time = new Date(event.at).toISOString();
  return {
    _id: objectId(`${pipeline._id} ${run.runCount} ${index} ${number}`, event.at),
    pipeline_id: pipeline._id,
    run_count: run.runCount,
    step_id: step._id,
    step_name: step.name,
    step_index: index,
    tool_identifier: step.tool,
    action: event.action,
    message: event.message,
    status: event.status,
    api_response: {},
    step_configuration: configurationOf(step),
    user_id: objectId("user opsbot"),
    createdAt: time,
    updatedAt: time,
    __v: 0,
  };
}

/** What is set for a step. */
export function configurationOf(step: Step): object {
  return { toolConfigId: objectId(`tool ${step.tool}`), timeoutSeconds: 600 };
}
