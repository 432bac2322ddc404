import { defineCommand, operand } from "../../cli/command.ts";
import { id, remembered } from "../../cli/values.ts";
import { scopeColumns } from "../../systems/scope/columns.ts";
import { findScope } from "../../systems/scope/find.ts";

export default defineCommand({
  summary: "Show one scope",
  examples: [
    "rptctl scope get 5f4dcc3b5aa765d61d8327deb882cf99",
    "rptctl scope get 5f4d -o json --jq .active",
  ],
  effect: "read",
  sees: { things: "scope/scopes", name: "scope_key" },
  operands: { id: operand(remembered("scope/scopes", id()), "the scope's id") },
  flags: {},
  async run(context, { operands }) {
    const { row } = await findScope(await context.api("scope"), operands.id);
    return { kind: "item", row, columns: scopeColumns, id: "scope_id" };
  },
});
