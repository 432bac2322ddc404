import { defineCommand, optionalOperand } from "../../cli/command.ts";
import { contextName } from "../../cli/values.ts";
import { contextRecord } from "../../config/record.ts";
import { Fault } from "../../errors.ts";
import { Row } from "../../rows/row.ts";

export default defineCommand({
  summary: "Show what a context says",
  details: "Without a name: the context in use. Secrets are kept elsewhere and never shown.",
  examples: ["rptctl context show", "rptctl context show prod -o yaml"],
  effect: "local",
  operands: { name: optionalOperand(contextName(), "the context; without it the one in use") },
  flags: {},
  async run(context, { operands }) {
    const config = await context.config();
    const name = operands.name ?? context.contextName;
    if (name === undefined) {
      throw new Fault("config", "no context is in use", {
        hints: ["rptctl context use NAME", "rptctl context set NAME SYSTEM.url=https://HOST"],
      });
    }
    const row = Row.of(contextRecord(config, name));
    return {
      kind: "item",
      row,
      columns: [{ name: "name" }, { name: "current" }, { name: "protected" }],
      id: "name",
    };
  },
});
