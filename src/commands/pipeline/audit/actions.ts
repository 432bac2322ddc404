import { defineCommand, one } from "../../../cli/command.ts";
import { integer, text } from "../../../cli/values.ts";
import { inOneBatch } from "../../../rows/row.ts";
import { readList } from "../../../systems/pipeline/ask.ts";
import { actionColumns } from "../../../systems/pipeline/columns.ts";
import { audit } from "../../../systems/pipeline/endpoints.ts";
import { day } from "../operand.ts";

export default defineCommand({
  summary: "List what users did",
  details:
    "Of the last seven days unless --date names one. Days are those of UTC. For site administrators and power users, with a token of scope " +
    "api or security-logs.",
  examples: [
    "rptctl pipeline audit actions",
    "rptctl pipeline audit actions --date 2021-07-30 --type pipeline",
  ],
  effect: "read",
  operands: {},
  flags: {
    date: one(day, "of this day"),
    type: one(text("TYPE"), "of this type, as the type column has it"),
    count: one(integer("N", 1), "no more than so many"),
  },
  async run(context, { flags: { date, type, count } }) {
    const rows = await readList(
      await context.api("pipeline"),
      audit.actions,
      { query: { date, type, count } },
      count === 1000 ? () => {} : context.note,
      "--date asks for one day alone.",
    );
    return {
      kind: "list",
      rows: inOneBatch(rows),
      columns: actionColumns,
      id: "_id",
      empty: "Nobody did anything.",
    };
  },
});
