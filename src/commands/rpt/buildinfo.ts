import { defineCommand } from "../../cli/command.ts";
import { buildinfo } from "../../systems/rpt/endpoints.ts";

export default defineCommand({
  summary: "Show the reporting server's build",
  examples: ["rptctl rpt buildinfo", "rptctl rpt buildinfo --jq .version"],
  effect: "read",
  operands: {},
  flags: {},
  async run(context) {
    const { row } = await (await context.api("rpt")).record(buildinfo, {});
    // The date is free text: it says no zone.
    const columns = [{ name: "version" }, { name: "rev" }, { name: "date" }, { name: "user" }];
    return { kind: "item", row, columns, id: "version" };
  },
});
