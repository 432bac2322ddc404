import { defineCommand, operands as someOperands } from "../../cli/command.ts";
import { waitFlags } from "../../cli/globals.ts";
import { awaitRegistries } from "../../systems/registries/wait.ts";
import { paceOf } from "../../times/waiting.ts";
import { registryId } from "../ids.ts";

export default defineCommand({
  summary: "Wait until report registries are made",
  details: "Exits 10 where one is not made, and 124 when --wait-timeout passes first.",
  examples: [
    "rptctl registries wait 71898a4f-3021-4c32-a588-29d737f83291 --wait-timeout 30m",
    "rptctl registries wait 71898a4f-3021-4c32-a588-29d737f83291 --interval 5s -o json",
  ],
  effect: "read",
  sees: { things: "registries/registries", name: "type" },
  oneContext: true,
  operands: { ids: someOperands(registryId, "the registries' ids") },
  flags: waitFlags,
  async run(context, { operands, flags }) {
    const api = await context.api("registries");
    const { made, failed } = await awaitRegistries(api, operands.ids, paceOf(flags), context.world, context);
    return {
      kind: "written",
      items: made.map(({ id, row }) => ({ id, response: row })),
      several: true,
      note: made.map(({ id, status }) => `Registry ${id} is ${status}.`).join(" "),
      failed,
    };
  },
});
