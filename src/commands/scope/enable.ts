import { defineCommand, operand } from "../../cli/command.ts";
import { updateScope } from "../../systems/scope/update.ts";
import { scopeId } from "../ids.ts";

export default defineCommand({
  summary: "Rate a scope from now on",
  examples: [
    "rptctl scope enable 9e127cfcad23a1b118118efb3e0778a8",
    {
      line: "rptctl scope list --inactive -o id | xargs -n1 rptctl scope enable",
      says: "All that are not rated",
    },
  ],
  effect: "write",
  sees: { things: "scope/scopes", name: "scope_key" },
  operands: { id: operand(scopeId, "the scope's id") },
  flags: {},
  async run(context, { operands }) {
    const { row, note } = await updateScope(await context.api("scope"), operands.id, { active: true });
    const items = [{ id: operands.id, response: row }];
    return { kind: "written", items, several: false, note: `Enabled scope ${operands.id}${note}.` };
  },
});
