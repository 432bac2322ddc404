import { defineCommand, operands as someOperands } from "../../cli/command.ts";
import { counted } from "../../counted.ts";
import { deleteRegistries, lookUp } from "../../systems/registries/delete.ts";
import { registryId } from "../ids.ts";

export default defineCommand({
  summary: "Delete report registries",
  details: "All that are there go in one request; afterwards rptctl looks whether they are gone.",
  examples: [
    "rptctl registries delete 3a27072d-ee8d-4e5b-af45-0aff158f9b6e 022d7c15-11a1-44dc-acd0-67d5079eaaa4 --yes",
    {
      line: "rptctl registries list --status failed -o id | xargs rptctl registries delete -y",
      says: "All that failed",
    },
  ],
  effect: "write",
  sees: { things: "registries/registries", gone: true },
  operands: { ids: someOperands(registryId, "the registries' ids") },
  flags: {},
  async run(context, { operands }) {
    const api = await context.api("registries");
    const { there, missing } = await lookUp(api, operands.ids);
    if (there.length === 0)
      return { kind: "written", items: [], several: true, note: "Nothing was deleted.", failed: missing };
    if (context.dryRun) for (const fault of missing) context.warn(fault.message);
    const what = there.length === 1 ? `registry ${there[0]}` : `${there.length} registries`;
    await context.confirm(`Delete ${what}?`, there.length);
    const { sleep, signal } = context.world;
    const { gone, answer, left } = await deleteRegistries(api, there, (pause) => sleep(pause, signal));
    return {
      kind: "written",
      items: gone.map((id) => ({ id, response: answer })),
      several: true,
      note: `Deleted ${counted(gone.length, "registry", "registries")}.`,
      failed: [...missing, ...left],
    };
  },
});
