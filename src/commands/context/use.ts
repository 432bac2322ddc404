import { defineCommand, operand } from "../../cli/command.ts";
import { contextName } from "../../cli/values.ts";
import { editConfig } from "../../config/edit.ts";
import { Row } from "../../rows/row.ts";

export default defineCommand({
  summary: "Make a context the current one",
  details: "--context and RPTCTL_CONTEXT choose another one for a call or a shell.",
  examples: ["rptctl context use prod", "rptctl context use lab && rptctl doctor"],
  effect: "local",
  operands: { name: operand(contextName(), "the context") },
  flags: {},
  async run(context, { operands: { name } }) {
    await editConfig(context.world, (edit) => edit.useContext(name), context);
    const other = context.world.env.RPTCTL_CONTEXT;
    if (other && other !== name)
      context.warn(`RPTCTL_CONTEXT is ${other}, and stands above the current context`);
    return {
      kind: "written",
      items: [{ id: name, response: Row.of({ name, current: true }) }],
      several: false,
      note: context.dryRun ? `Would use context ${name}.` : `Context ${name} is now the current one.`,
    };
  },
});
