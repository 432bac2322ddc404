import { defineCommand, operand } from "../../cli/command.ts";
import { contextName } from "../../cli/values.ts";
import { editConfig } from "../../config/edit.ts";
import { contextRecord } from "../../config/record.ts";
import { ownSessions } from "../../credentials/sessions.ts";
import { Row } from "../../rows/row.ts";
import { seenDirectory } from "../../seen/place.ts";
import { forgetSeen } from "../../seen/store.ts";

export default defineCommand({
  summary: "Delete a context, with its stored sign-ins",
  examples: ["rptctl context delete lab --yes", "rptctl context delete lab --dry-run"],
  effect: "local",
  operands: { name: operand(contextName(), "the context") },
  flags: {},
  async run(context, { operands: { name } }) {
    const record = contextRecord(await context.config(), name);
    await context.confirm(`Delete context ${name} and its stored sign-ins?`);
    await editConfig(context.world, (edit) => edit.deleteContext(name), context);
    if (!context.dryRun) {
      await (await context.store()).deleteContext(name);
      ownSessions(context.world).clear((session) => session.context === name);
      forgetSeen(seenDirectory(context.world), name);
    }
    const then = record.current === true ? "; there is no current context now" : "";
    return {
      kind: "written",
      items: [{ id: name, response: Row.of(record) }],
      several: false,
      note: context.dryRun ? `Would delete context ${name}.` : `Deleted context ${name}${then}.`,
    };
  },
});
