import { defineCommand, one, operand, toggle } from "../../cli/command.ts";
import { text } from "../../cli/values.ts";
import { defined } from "../../defined.ts";
import { usage } from "../../errors.ts";
import { type ScopeChange, updateScope } from "../../systems/scope/update.ts";
import { scopeId } from "../ids.ts";

export default defineCommand({
  summary: "Change a scope's fields",
  examples: [
    "rptctl scope update 9e127cfcad23a1b118118efb3e0778a8 --collector prometheus",
    "rptctl scope update 9e127cfcad23a1b118118efb3e0778a8 --inactive --dry-run",
  ],
  effect: "write",
  sees: { things: "scope/scopes", name: "scope_key" },
  operands: { id: operand(scopeId, "the scope's id") },
  flags: {
    key: one(text("KEY"), "its new scope key"),
    collector: one(text("NAME"), "its new collector"),
    fetcher: one(text("NAME"), "its new fetcher"),
    active: toggle("rate it", { excludes: ["inactive"] }),
    inactive: toggle("do not rate it"),
  },
  async run(context, { operands, flags }) {
    const change: ScopeChange = {
      ...defined({ scope_key: flags.key, collector: flags.collector, fetcher: flags.fetcher }),
      ...(flags.active || flags.inactive ? { active: flags.active } : {}),
    };
    if (Object.keys(change).length === 0) {
      throw usage("nothing to change", "give --key, --collector, --fetcher, --active or --inactive");
    }
    const { row, note } = await updateScope(await context.api("scope"), operands.id, change);
    const items = [{ id: operands.id, response: row }];
    return { kind: "written", items, several: false, note: `Changed scope ${operands.id}${note}.` };
  },
});
