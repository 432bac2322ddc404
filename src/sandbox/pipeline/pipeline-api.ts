import type { Clock } from "../clock.ts";
import type { Store } from "../store.ts";
import { activityOf, consoleOutput } from "./activity.ts";
import { cap } from "./audit.ts";
import { type Pipeline, pipelines } from "./catalogue.ts";
import { courseOf, type Phase, type Run } from "./course.ts";
import { documentOf } from "./document.ts";
import { badRequest, forbidden, Refusal } from "./errors.ts";
import type { PipelineState } from "./seed.ts";

export type Body = Readonly<Record<string, unknown>>;

/** What run, stop and reset answer: `status` tells of the request, and is "failed" also under HTTP 200. */
export interface Outcome {
  readonly status: "executed" | "success" | "failed";
  readonly message: string;
  readonly runCount?: number;
}

/** What the routes under /api/v1/pipeline do. Each throws a Refusal. */
export class PipelineApi {
  readonly #store: Store<PipelineState>;
  readonly #clock: Clock;

  constructor(store: Store<PipelineState>, clock: Clock) {
    this.#store = store;
    this.#clock = clock;
  }

  list(): object[] {
    const shown = pipelines.filter(({ hidden }) => !hidden);
    return shown
      .slice(0, cap)
      .map((pipeline) => documentOf(pipeline, this.#runs(pipeline), this.#clock.now()));
  }

  summary(body: Body): object {
    const pipeline = pipelineOf(body);
    return documentOf(pipeline, this.#runs(pipeline), this.#clock.now());
  }

  run(body: Body): Outcome {
    const pipeline = pipelineOf(body);
    const runs = this.#runs(pipeline);
    const phase = this.#phase(pipeline, runs.at(-1));
    if (phase === "running" || phase === "paused") {
      // The page has this for "paused"; both blanks are its own.
      const state = `Pipeline ${pipeline._id} is currently in a ${phase} state.`;
      const consequence = "Will not start another job until this pending status is resolved.";
      return { status: "failed", message: `${state}  ${consequence}` };
    }
    const runCount = (runs.at(-1)?.runCount ?? 0) + 1;
    const startedAt = this.#clock.now();
    this.#store.change((state) => {
      state.runs[pipeline._id] = [...runs, { runCount, startedAt }];
    });
    const message = `Run pipeline request submitted successfully for (${pipeline._id})`;
    return { status: "executed", message, runCount };
  }

  /** Here `status` tells of the run. */
  status(body: Body): { status: Phase; message: string } {
    const pipeline = pipelineOf(body);
    const runCount = runCountOf(body);
    if (runCount === undefined) throw badRequest("runCount is required");
    const run = this.#runs(pipeline).find((each) => each.runCount === runCount);
    const name = `Pipeline: ${pipeline.name}'s Run ${runCount}`;
    const phase = this.#phase(pipeline, run);
    if (phase === undefined) throw new Refusal(404, `${name} was not found.`);
    return { status: phase, message: `${name} ${said[phase]}.` };
  }

  /** Soft: what runs goes on to the end of its step. */
  stop(body: Body): Outcome {
    const pipeline = pipelineOf(body);
    const phase = this.#phase(pipeline, this.#runs(pipeline).at(-1));
    if (phase !== "running" && phase !== "paused") {
      return { status: "failed", message: `Pipeline ${pipeline._id} is not running.` };
    }
    const now = this.#clock.now();
    this.#changeLatest(pipeline, (run) => {
      run.stopAt ??= now;
    });
    return { status: "success", message: "The pipeline has been stopped." };
  }

  /** Ends what runs or waits, and forgets where it stood; the runs of before are still known. */
  reset(body: Body): Outcome {
    const pipeline = pipelineOf(body);
    const now = this.#clock.now();
    this.#changeLatest(pipeline, (run) => {
      run.resetAt ??= now;
    });
    return { status: "success", message: "The pipeline run status has been reset." };
  }

  /** The newest first, and no more than the cap. */
  logs(body: Body): object[] {
    const pipeline = pipelineOf(body);
    const runCount = runCountOf(body);
    const runs = this.#runs(pipeline).filter((run) => runCount === undefined || run.runCount === runCount);
    const found = activityOf(pipeline, runs, this.#clock.now());
    // Any other type than that exact text restricts nothing.
    const wanted =
      body.type === consoleOutput ? found.filter(({ action }) => action === consoleOutput) : found;
    return wanted.reverse().slice(0, cap);
  }

  #runs({ _id }: Pipeline): readonly Run[] {
    return this.#store.state.runs[_id] ?? [];
  }

  #phase({ plan }: Pipeline, run: Run | undefined): Phase | undefined {
    return run && courseOf(plan, run, this.#clock.now()).phase;
  }

  #changeLatest({ _id }: Pipeline, change: (run: Run) => void): void {
    this.#store.change((state) => {
      const run = state.runs[_id]?.at(-1);
      if (run !== undefined) change(run);
    });
  }
}

/** The page has the words for success alone. */
const said: Readonly<Record<Phase, string>> = {
  success: "was successful",
  failed: "failed",
  running: "is running",
  paused: "is paused, waiting for approval",
  stopped: "was stopped",
};

function pipelineOf({ pipelineId }: Body): Pipeline {
  if (typeof pipelineId !== "string" || pipelineId === "") throw badRequest("pipelineId is required");
  const found = pipelines.find(({ _id }) => _id === pipelineId);
  if (found === undefined) throw new Refusal(404, `Pipeline ${pipelineId} was not found.`);
  if (found.hidden) throw forbidden();
  return found;
}

/** A number or its digits as text. */
function runCountOf({ runCount }: Body): number | undefined {
  if (runCount === undefined || runCount === null) return undefined;
  if (!/^\d+$/.test(String(runCount))) throw badRequest("runCount must be an integer");
  return Number(runCount);
}
