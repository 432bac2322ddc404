import { defineCommand } from "../../cli/command.ts";
import { userColumns } from "../../systems/rpt/columns.ts";
import { currentUser } from "../../systems/rpt/current-user.ts";

export default defineCommand({
  summary: "Show who is signed in at the reporting server",
  examples: ["rptctl rpt whoami", "rptctl rpt whoami --jq .Email"],
  effect: "read",
  operands: {},
  flags: {},
  async run(context) {
    const row = await currentUser(await context.api("rpt"), await context.session("rpt"));
    return { kind: "item", row, columns: userColumns, id: "DN" };
  },
});
