import { defineCommand, one } from "../../../cli/command.ts";
import { integer, text } from "../../../cli/values.ts";
import { inOneBatch } from "../../../rows/row.ts";
import { readList } from "../../../systems/pipeline/ask.ts";
import { tokenUseColumns } from "../../../systems/pipeline/columns.ts";
import { audit } from "../../../systems/pipeline/endpoints.ts";
import { day } from "../operand.ts";

export default defineCommand({
  summary: "List what access tokens were used for",
  details:
    "Of the last seven days unless --date names one. Days are those of UTC. For site administrators and power users, with a token of scope " +
    "api or security-logs.",
  examples: ["rptctl pipeline audit tokens", "rptctl pipeline audit tokens --scope api --count 50 -o csv"],
  effect: "read",
  operands: {},
  flags: {
    date: one(day, "of this day"),
    scope: one(text("SCOPE"), "of tokens of this scope, as the scope column has it"),
    count: one(integer("N", 1), "no more than so many"),
  },
  async run(context, { flags: { date, scope, count } }) {
    const rows = await readList(
      await context.api("pipeline"),
      audit.tokens,
      { query: { date, scope, count } },
      count === 1000 ? () => {} : context.note,
      "--date asks for one day alone.",
    );
    return {
      kind: "list",
      rows: inOneBatch(rows),
      columns: tokenUseColumns,
      id: "_id",
      empty: "No token was used.",
    };
  },
});
