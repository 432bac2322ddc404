import { defineCommand, operand } from "../../cli/command.ts";
import { contextName, text } from "../../cli/values.ts";
import { editConfig } from "../../config/edit.ts";
import { Row } from "../../rows/row.ts";

export default defineCommand({
  summary: "Rename a context",
  details: "Its stored sign-ins go with it.",
  examples: ["rptctl context rename prod production", "rptctl context rename lab test --dry-run"],
  effect: "local",
  operands: {
    from: operand(contextName("OLD"), "the context"),
    to: operand(text("NEW"), "its new name"),
  },
  flags: {},
  async run(context, { operands: { from, to } }) {
    await editConfig(context.world, (edit) => edit.renameContext(from, to), context);
    if (!context.dryRun) await (await context.store()).rename(from, to);
    return {
      kind: "written",
      items: [{ id: to, response: Row.of({ name: to, before: from }) }],
      several: false,
      note: context.dryRun ? `Would rename ${from} to ${to}.` : `Renamed context ${from} to ${to}.`,
    };
  },
});
