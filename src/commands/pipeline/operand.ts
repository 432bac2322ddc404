import { operand } from "../../cli/command.ts";
import type { Context } from "../../cli/context.ts";
import { id, type Kind, remembered } from "../../cli/values.ts";
import { usage } from "../../errors.ts";
import { remarkOn } from "../../systems/pipeline/summary.ts";

/** The pipeline that a verb is about. */
export const pipelineId = operand(remembered("pipeline/pipelines", id()), "the pipeline's id");

/** The tool that a verb is about. */
export const toolId = operand(remembered("pipeline/tools", id()), "the tool's id");

/** Remarks on an id that is none of Opsera's, and gives it on all the same. */
export function remarked(context: Context, id: string): string {
  const remark = remarkOn(id);
  if (remark !== undefined) context.note(remark);
  return id;
}

/** A day of the calendar; Opsera takes it for one of UTC. */
export const day: Kind<string> = {
  placeholder: "YYYY-MM-DD",
  parse: (typed) => {
    const isDay = /^\d{4}-\d\d-\d\d$/.test(typed) && !Number.isNaN(Date.parse(typed));
    if (isDay && new Date(typed).toISOString().startsWith(typed)) return typed;
    throw usage(`"${typed}" is not a day`, "write it like 2026-11-22");
  },
};
