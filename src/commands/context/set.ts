import { defineCommand, operand, operands as several } from "../../cli/command.ts";
import { contextName, pair } from "../../cli/values.ts";
import { editConfig } from "../../config/edit.ts";
import { Row } from "../../rows/row.ts";

export default defineCommand({
  summary: "Set values of a context, and make it where it is not there",
  details:
    "SYSTEM.KEY=VALUE sets what is known of a system, KEY=VALUE what the whole context has (protected, lang, timezone, timeout, retries, deadline). An empty value removes the key. The first context becomes the current one. Secrets are refused: they go in by rptctl auth login.",
  examples: [
    "rptctl context set prod scope.cloud=prod protected=true",
    "rptctl context set lab registries.url=https://seer.example.com registries.username=ops",
    { line: "rptctl context set lab registries.page-base=", says: "Back to the default" },
  ],
  effect: "local",
  operands: {
    name: operand(contextName(), "the context"),
    values: several(pair("SYSTEM.KEY=VALUE"), "what to set"),
  },
  flags: {},
  async run(context, { operands: { name, values } }) {
    const made = await editConfig(
      context.world,
      (edit) => {
        const before = edit.contextNames;
        edit.setContextValues(name, values);
        return { isNew: !before.includes(name), isCurrent: edit.currentContext === name };
      },
      context,
    );
    const what = made.isNew ? `made context ${name}` : `changed context ${name}`;
    const then = made.isNew && made.isCurrent ? "; it is the current one" : "";
    const response = Row.of({ name, current: made.isCurrent, set: values.map(([path]) => path) });
    return {
      kind: "written",
      items: [{ id: name, response }],
      several: false,
      note: context.dryRun ? `Would have ${what}.` : `${what[0]!.toUpperCase()}${what.slice(1)}${then}.`,
    };
  },
});
