import { defineCommand, operand } from "../../cli/command.ts";
import { registryColumns } from "../../systems/registries/columns.ts";
import { getRegistry } from "../../systems/registries/registry.ts";
import { registryId } from "../ids.ts";

export default defineCommand({
  summary: "Show one report registry",
  examples: [
    "rptctl registries get 71898a4f-3021-4c32-a588-29d737f83291",
    "rptctl registries get 71898a4f-3021-4c32-a588-29d737f83291 --jq .creation_status",
  ],
  effect: "read",
  sees: { things: "registries/registries", name: "type" },
  operands: { id: operand(registryId, "the registry's id") },
  flags: {},
  async run(context, { operands }) {
    const { row } = await getRegistry(await context.api("registries"), operands.id);
    return { kind: "item", row, columns: registryColumns, id: "id" };
  },
});
