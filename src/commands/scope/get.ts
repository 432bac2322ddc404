import { defineCommand, operand } from "../../cli/command.ts";
import { scopeColumns } from "../../systems/scope/columns.ts";
import { findScope } from "../../systems/scope/find.ts";
import { scopeId } from "../ids.ts";

export default defineCommand({
  summary: "Show one scope",
  examples: [
    "rptctl scope get 9e127cfcad23a1b118118efb3e0778a8",
    "rptctl scope get 9e127cfcad23a1b118118efb3e0778a8 --jq .active",
  ],
  effect: "read",
  sees: { things: "scope/scopes", name: "scope_key" },
  operands: { id: operand(scopeId, "the scope's id") },
  flags: {},
  async run(context, { operands }) {
    const { row } = await findScope(await context.api("scope"), operands.id);
    return { kind: "item", row, columns: scopeColumns, id: "scope_id" };
  },
});
