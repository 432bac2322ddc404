import { defineCommand, operand } from "../../cli/command.ts";
import { id, remembered } from "../../cli/values.ts";
import { updateScope } from "../../systems/scope/update.ts";

export default defineCommand({
  summary: "Stop rating a scope",
  examples: ["rptctl scope disable 5f4dcc3b5aa765d61d8327deb882cf99"],
  effect: "write",
  sees: { things: "scope/scopes", name: "scope_key" },
  operands: { id: operand(remembered("scope/scopes", id()), "the scope's id") },
  flags: {},
  async run(context, { operands }) {
    const { row, note } = await updateScope(await context.api("scope"), operands.id, { active: false });
    const items = [{ id: operands.id, response: row }];
    return { kind: "written", items, several: false, note: `Disabled scope ${operands.id}${note}.` };
  },
});
