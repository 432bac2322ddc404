import { configurationOf } from "./activity.ts";
import type { Pipeline } from "./catalogue.ts";
import { type Course, courseOf, type Run } from "./course.ts";
import { objectId } from "./object-id.ts";
import { account } from "./tokens.ts";

/** The whole JSON of a pipeline at `now` (milliseconds). */
export function documentOf(pipeline: Pipeline, runs: readonly Run[], now: number): object {
  const latest = runs.at(-1);
  const courses = runs.map((run) => ({ run, ...courseOf(pipeline.plan, run, now) }));
  const ended = courses.findLast(({ endedAt }) => endedAt !== undefined);
  const created = Date.UTC(2026, 0, 5, 8);
  return {
    _id: pipeline._id,
    name: pipeline.name,
    description: pipeline.description,
    type: ["sdlc"],
    tags: pipeline.tags.map((value) => ({ type: "pipeline", value })),
    active: true,
    account,
    owner: objectId("owner"),
    roles: [],
    workflow: {
      source: { service: "github", repository: "shop", branch: "main", trigger_active: false },
      run_count: latest?.runCount ?? 0,
      // The last that ended: while another is under way, that of before.
      last_run: ended && {
        run_count: ended.run.runCount,
        status: ended.phase,
        completed: new Date(ended.endedAt ?? 0).toISOString(),
      },
      last_step: latest && latest.resetAt === undefined ? lastStep(courses.at(-1) as Course) : {},
      plan: pipeline.plan.map((step) => ({
        _id: step._id,
        name: step.name,
        active: true,
        tool: { tool_identifier: step.tool, configuration: configurationOf(step) },
      })),
    },
    createdAt: new Date(created).toISOString(),
    updatedAt: new Date(Math.max(created, latest?.startedAt ?? 0)).toISOString(),
    __v: 0,
  };
}

/** The state in the words of the web client, where a pause is a stop with something pending. */
function lastStep({ phase, taken }: Course): object {
  const step_id = taken.at(-1)?.step._id;
  switch (phase) {
    case "running":
      return { status: "running", running: { step_id, status: "running", paused: false } };
    case "paused":
      return { status: "stopped", running: { step_id, status: "pending", paused: true } };
    case "stopped":
      return { status: "stopped" };
    case "success":
      return { status: "success", success: { step_id } };
    case "failed":
      return { status: "failed", failed: { step_id } };
  }
}
