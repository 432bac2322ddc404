import { defineCommand, operand } from "../../cli/command.ts";
import { updateScope } from "../../systems/scope/update.ts";
import { scopeId } from "../ids.ts";

export default defineCommand({
  summary: "Stop rating a scope",
  examples: [
    "rptctl scope disable 9e127cfcad23a1b118118efb3e0778a8",
    "rptctl scope disable 9e127cfcad23a1b118118efb3e0778a8 --dry-run",
  ],
  effect: "write",
  sees: { things: "scope/scopes", name: "scope_key" },
  operands: { id: operand(scopeId, "the scope's id") },
  flags: {},
  async run(context, { operands }) {
    const { row, note } = await updateScope(await context.api("scope"), operands.id, { active: false });
    const items = [{ id: operands.id, response: row }];
    return { kind: "written", items, several: false, note: `Disabled scope ${operands.id}${note}.` };
  },
});
