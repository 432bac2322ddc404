import type { Tone } from "../../output/result.ts";

/** How a run stands. `unknown` is a word that is not known, and never taken for a success. */
export type Phase = "running" | "paused" | "success" | "failed" | "stopped" | "unknown";

/** The page shows `success`; the others are the words that Opsera's own web client takes. */
const phases: Readonly<Record<string, Phase>> = {
  success: "success",
  successful: "success",
  passed: "success",
  failed: "failed",
  failure: "failed",
  rejected: "failed",
  aborted: "failed",
  halted: "failed",
  error: "failed",
  running: "running",
  "processing event": "running",
  created: "running",
  queued: "running",
  pending: "running",
  // What a run is answered with: it was begun, and no more is known.
  executed: "running",
  paused: "paused",
  stopped: "stopped",
  cancelled: "stopped",
  canceled: "stopped",
};

/** What `status` says of a run. */
export function phaseOf(status: unknown): Phase {
  const word = wordOf(status);
  return Object.hasOwn(phases, word) ? phases[word]! : "unknown";
}

/** What `status` says of a request: whether it was taken up. The same key as a run's, with another meaning. */
export function verdictOf(status: unknown): "accepted" | "refused" | "unknown" {
  if (wordOf(status) === "executed" || phaseOf(status) === "success") return "accepted";
  return phaseOf(status) === "failed" ? "refused" : "unknown";
}

/** Whether an answer says anything at all about how it stands. */
export function isWord(status: unknown): status is string {
  return typeof status === "string" && status.trim() !== "";
}

function wordOf(status: unknown): string {
  return typeof status === "string"
    ? status
        .trim()
        .toLowerCase()
        .replaceAll(/[\s_-]+/g, " ")
    : "";
}

const tones: Readonly<Record<Phase, Tone | undefined>> = {
  running: "busy",
  paused: "busy",
  success: "good",
  failed: "bad",
  stopped: "bad",
  unknown: undefined,
};

export function toneOf(status: unknown): Tone | undefined {
  return tones[phaseOf(status)];
}
