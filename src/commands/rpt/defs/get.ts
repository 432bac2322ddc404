import { defineCommand, operand } from "../../../cli/command.ts";
import { definitionFields } from "../../../systems/rpt/columns.ts";
import { readDefinition } from "../../../systems/rpt/definition.ts";
import { findDefinition } from "../../../systems/rpt/find-definition.ts";
import { definition, definitionSummary } from "../../ids.ts";

export default defineCommand({
  summary: "Show a report definition",
  details: "What its --if-match would be is said on stderr.",
  examples: ['rptctl defs get "Role Report"', "rptctl defs get 705ea4a2afdc962f0b3403ea7ca9ea60 -o yaml"],
  effect: "read",
  sees: { things: "rpt/defs", name: "DisplayName" },
  operands: { def: operand(definition, definitionSummary) },
  flags: {},
  async run(context, { operands }) {
    const api = await context.api("rpt");
    const { guid } = await findDefinition(api, operands.def);
    const { row, etag } = await readDefinition(api, guid);
    context.note(`GUID ${guid}${etag === undefined ? "" : `, ETag ${etag}`}`);
    return { kind: "item", row, columns: definitionFields, id: "GUID", idText: guid };
  },
});
