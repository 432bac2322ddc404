import { defineCommand, toggle } from "../../../cli/command.ts";
import { confColumns } from "../../../systems/rpt/columns.ts";
import { masked, readConf } from "../../../systems/rpt/conf.ts";

export default defineCommand({
  summary: "Show the reporting server's configuration",
  details: "The password of the mail server is hidden in every format, unless --show-secrets is given.",
  examples: ["rptctl rpt conf get", "rptctl rpt conf get --jq .SmtpHost"],
  effect: "read",
  operands: {},
  flags: { "show-secrets": toggle("show the password of the mail server") },
  async run(context, { flags }) {
    const row = await readConf(await context.api("rpt"));
    return {
      kind: "item",
      row: flags["show-secrets"] ? row : masked(row),
      columns: confColumns,
      id: "SmtpHost",
    };
  },
});
