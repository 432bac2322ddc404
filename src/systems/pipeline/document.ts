import { phaseOf } from "./words.ts";

/** What is read of a pipeline's document; all of it may be missing. */
export interface PipelineDocument {
  readonly _id?: string;
  readonly name?: string;
  readonly workflow?: {
    readonly run_count?: unknown;
    readonly last_run?: { readonly run_count?: unknown; readonly status?: unknown };
    readonly last_step?: {
      readonly status?: unknown;
      readonly success?: { readonly step_id?: unknown };
      readonly failed?: { readonly step_id?: unknown };
      readonly running?: { readonly paused?: unknown; readonly status?: unknown; readonly step_id?: unknown };
    };
  };
}

export type PipelineState = "paused" | "running" | "failed" | "success" | "stopped" | "idle";

/**
 * How a pipeline stands, by its last step. Entries of earlier steps stay in the document, so what goes on counts before what
 * ended. Opsera's web client has two rules for this, which differ where such entries remain.
 */
export function stateOf({ workflow }: PipelineDocument): PipelineState {
  const { status, running, failed, success } = workflow?.last_step ?? {};
  const phase = phaseOf(status);
  if (phase === "paused" || running?.paused === true) return "paused";
  if (phase === "stopped" && running?.status === "pending") return "paused";
  if (phase === "running") return "running";
  if (isStep(failed) || phase === "failed") return "failed";
  if (isStep(success) || phase === "success") return "success";
  return phase === "stopped" ? "stopped" : "idle";
}

function isStep(entry: { readonly step_id?: unknown } | undefined): boolean {
  return typeof entry?.step_id === "string" && entry.step_id !== "";
}

/** The number of the latest run; undefined where the document tells of none. */
export function latestRunOf({ workflow }: PipelineDocument): number | undefined {
  return runNumber(workflow?.run_count) ?? runNumber(workflow?.last_run?.run_count);
}

/** A run's number, which some answers write as text. */
export function runNumber(value: unknown): number | undefined {
  const number = typeof value === "string" && /^\d+$/.test(value) ? Number(value) : value;
  return typeof number === "number" && Number.isSafeInteger(number) && number > 0 ? number : undefined;
}
