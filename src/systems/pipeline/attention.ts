import type { Attention, Notice } from "../attention.ts";
import { readList } from "./ask.ts";
import { type PipelineDocument, stateOf } from "./document.ts";
import { pipelines } from "./endpoints.ts";

/** Pipelines whose latest run failed, was stopped or waits for somebody, and those that run. */
export const attention: Attention = async (api, _wish, { warn }) => {
  const rows = await readList(api, pipelines.list, {}, warn, "");
  const notices = rows.flatMap((row) => noticeOf((row.value ?? {}) as PipelineDocument));
  return order.flatMap((state) => notices.filter((notice) => notice.state === state));
};

const order = ["failed", "paused", "stopped", "in progress"] as const;

function noticeOf(document: PipelineDocument & { readonly updatedAt?: unknown }): Notice | [] {
  const state = stateOf(document);
  if (state === "success" || state === "idle") return [];
  const time = typeof document.updatedAt === "string" ? Date.parse(document.updatedAt) : Number.NaN;
  return {
    kind: "pipeline",
    state: state === "running" ? "in progress" : state,
    id: document._id,
    name: document.name,
    time: Number.isNaN(time) ? undefined : time,
  };
}
