import { isoTime } from "../../output/cells.ts";
import type { Column } from "../../output/result.ts";
import { type PipelineDocument, stateOf } from "./document.ts";
import { toneOf } from "./words.ts";

const id: Column = { name: "_id", tone: () => "strong" };

export const pipelineColumns: readonly Column[] = [
  id,
  { name: "name" },
  {
    name: "state",
    path: "workflow.last_step.status",
    text: (_, row) => stateOf(row as PipelineDocument),
    tone: (_, row) => toneOf(stateOf(row as PipelineDocument)),
  },
  { name: "run_count", path: "workflow.run_count", align: "right" },
  { name: "updatedAt", text: isoTime },
];

export const standingColumns: readonly Column[] = [{ name: "status", tone: toneOf }, { name: "message" }];

export const logColumns: readonly Column[] = [
  { name: "createdAt", text: isoTime },
  { name: "run_count", align: "right", hidden: true },
  { name: "step_name" },
  { name: "action", tone: () => "dim" },
  { name: "status", tone: toneOf },
  { name: "message" },
  { name: "_id", hidden: true },
];

/** What steps printed: action and status are the same in each line. */
export const consoleColumns: readonly Column[] = logColumns.map((column) =>
  column.name === "action" || column.name === "status" ? { ...column, hidden: true } : column,
);

export const toolColumns: readonly Column[] = [
  id,
  { name: "name" },
  { name: "tool_identifier" },
  { name: "active" },
  { name: "description" },
  { name: "updatedAt", text: isoTime },
];

export const actionColumns: readonly Column[] = [
  { name: "createdAt", text: isoTime },
  { name: "user_email" },
  { name: "type" },
  { name: "action" },
  { name: "target_id" },
  { name: "_id", hidden: true },
];

export const tokenUseColumns: readonly Column[] = [
  { name: "createdAt", text: isoTime },
  { name: "scope" },
  { name: "target" },
  { name: "token_id" },
  { name: "user_id" },
  { name: "_id", hidden: true },
];
