import { defineCommand, one, toggle } from "../../../cli/command.ts";
import { choice, text, when } from "../../../cli/values.ts";
import { usage } from "../../../errors.ts";
import { reportColumns } from "../../../systems/rpt/report-columns.ts";
import { listReports, reportStates } from "../../../systems/rpt/reports.ts";

export default defineCommand({
  summary: "List reports",
  details:
    "Names, descriptions and creators match where they contain the text, tags where they are the same, in any case. All conditions " +
    "must hold, unless --match any is given; --state, --from and --to hold in any case.",
  examples: [
    "rptctl reports list --state success --from -7d --sort-by date --desc",
    "rptctl reports list --name role -o id | xargs rptctl reports download --dir roles",
  ],
  effect: "read",
  sees: { things: "rpt/reports", name: "DisplayName" },
  operands: {},
  flags: {
    state: one(choice("STATE", reportStates), "those in this state (default all)"),
    name: one(text("TEXT"), "reports whose name contains this"),
    description: one(text("TEXT"), "reports whose description contains this"),
    creator: one(text("TEXT"), "reports whose creator's name contains this"),
    tag: one(text("NAME"), "reports with this tag"),
    match: one(choice("WHICH", ["all", "any"]), "whether all conditions must hold, or any (default all)"),
    from: one(when, "reports that ran then or later"),
    to: one(when, "reports that ran then or earlier"),
    "sort-by": one(choice("FIELD", ["name", "date", "description"]), "what to sort by (default name)"),
    desc: toggle("sort downwards"),
  },
  async run(context, { flags: { "sort-by": sortBy, desc, ...filter } }) {
    if (filter.from !== undefined && filter.to !== undefined && filter.from > filter.to) {
      throw usage("--from is after --to");
    }
    return {
      kind: "list",
      rows: listReports(await context.api("rpt"), { ...filter, sortBy, descending: desc }, context.limit),
      columns: reportColumns,
      id: "ReportID",
      empty: "No reports match.",
    };
  },
});
