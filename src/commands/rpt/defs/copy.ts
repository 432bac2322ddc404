import { defineCommand, operand } from "../../../cli/command.ts";
import { Fault } from "../../../errors.ts";
import { definitions } from "../../../systems/rpt/endpoints.ts";
import { findDefinition } from "../../../systems/rpt/find-definition.ts";
import { textOf } from "../../../systems/rpt/records.ts";
import { definition, definitionSummary } from "../../ids.ts";

export default defineCommand({
  summary: "Copy a report definition",
  details: 'The server names the copy: "..._copy1" and so on, in every language.',
  examples: [
    'rptctl defs copy "Role Report"',
    'rptctl defs update "$(rptctl defs copy "Role Report")" --name Mine',
  ],
  effect: "write",
  sees: { things: "rpt/defs", name: "DisplayName" },
  operands: { def: operand(definition, definitionSummary) },
  flags: {},
  async run(context, { operands }) {
    const api = await context.api("rpt");
    const { guid } = await findDefinition(api, operands.def);
    // A POST without a body still says how long it is.
    const call = { query: { copy: guid }, headers: { "content-length": "0" } };
    const { row } = await api.json(definitions.copy, call);
    const id = textOf(row.value, "GUID");
    if (id === undefined) {
      throw new Fault("unavailable", "the server took the copy and did not say its GUID", {
        system: "rpt",
        hints: ["rptctl defs list shows whether it was made"],
      });
    }
    return {
      kind: "written",
      items: [{ id, response: row }],
      several: false,
      note: `Copied ${operands.def} to ${id}.`,
    };
  },
});
