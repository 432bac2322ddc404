import { defineCommand, operand } from "../../cli/command.ts";
import { pathId, remembered } from "../../cli/values.ts";
import { registryColumns } from "../../systems/registries/columns.ts";
import { getRegistry } from "../../systems/registries/registry.ts";

export default defineCommand({
  summary: "Show one report registry",
  examples: ["rptctl registries get 1a2b", "rptctl registries get 1a2b --jq .creation_status"],
  effect: "read",
  sees: { things: "registries/registries", name: "type" },
  operands: { id: operand(remembered("registries/registries", pathId()), "the registry's id") },
  flags: {},
  async run(context, { operands }) {
    const { row } = await getRegistry(await context.api("registries"), operands.id);
    return { kind: "item", row, columns: registryColumns, id: "id" };
  },
});
