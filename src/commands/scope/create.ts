import { defineCommand, must, operand, toggle } from "../../cli/command.ts";
import { id, text } from "../../cli/values.ts";
import { checkNewId, createScope } from "../../systems/scope/create.ts";

export default defineCommand({
  summary: "Create a scope",
  details:
    "Registers a scope before CloudKitty finds it by itself, for example to keep a trial project unrated (--inactive).",
  examples: [
    "rptctl scope create 5f4dcc3b5aa765d61d8327deb882cf99 --key project_id --collector gnocchi --fetcher keystone",
    {
      line: "rptctl scope create 5f4dcc3b5aa765d61d8327deb882cf99 --key project_id --collector gnocchi --fetcher keystone --inactive",
      says: "One that is not rated yet",
    },
  ],
  effect: "write",
  sees: { things: "scope/scopes", name: "scope_key" },
  operands: { id: operand(id(), "the new scope's id") },
  flags: {
    key: must(text("KEY"), "its scope key"),
    collector: must(text("NAME"), "its collector"),
    fetcher: must(text("NAME"), "its fetcher"),
    inactive: toggle("do not rate it"),
  },
  async run(context, { operands, flags }) {
    checkNewId(operands.id);
    const scope = {
      scope_id: operands.id,
      scope_key: flags.key,
      collector: flags.collector,
      fetcher: flags.fetcher,
      active: !flags.inactive,
    };
    const response = await createScope(await context.api("scope"), scope, context.world.now());
    const note = `Created scope ${operands.id}${flags.inactive ? ", inactive" : ""}.`;
    return { kind: "written", items: [{ id: operands.id, response }], several: false, note };
  },
});
