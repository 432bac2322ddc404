import { defineCommand, many, operand, optionalOperand } from "../../../cli/command.ts";
import { pair, pathId } from "../../../cli/values.ts";
import { usage } from "../../../errors.ts";
import { inOneBatch, Row } from "../../../rows/row.ts";
import { parameterColumns, parameterValueColumns } from "../../../systems/rpt/columns.ts";
import { readDefinition } from "../../../systems/rpt/definition.ts";
import { findDefinition } from "../../../systems/rpt/find-definition.ts";
import { parameterValues } from "../../../systems/rpt/parameter-values.ts";
import { listOf, member } from "../../../systems/rpt/records.ts";
import { definition, definitionSummary } from "../../ids.ts";

export default defineCommand({
  summary: "List the parameters of a report definition, or the values of one",
  details:
    "Some values depend on those of other parameters: --with gives them. The server puts them into its query as they are, so they must be " +
    "written as it expects them. Values of the list are to be passed on as they are, quotes included.",
  examples: [
    'rptctl defs params "Role Report"',
    'rptctl defs params "User Status Changes" sample --with search_name=a% --limit 20',
  ],
  effect: "read",
  operands: {
    def: operand(definition, definitionSummary),
    param: optionalOperand(pathId("PARAM"), "the parameter's InternalName"),
  },
  flags: { with: many(pair("NAME=VALUE"), "the value of a parameter that PARAM depends on") },
  async run(context, { operands, flags }) {
    if (operands.param === undefined && flags.with.length > 0)
      throw usage("--with needs the name of a parameter");
    const api = await context.api("rpt");
    const { guid } = await findDefinition(api, operands.def);
    if (operands.param !== undefined) {
      return {
        kind: "list",
        rows: parameterValues(api, guid, operands.param, flags.with, context.limit),
        columns: parameterValueColumns,
        id: "Value",
        empty: `${operands.param} has no values to choose from.`,
      };
    }
    const { value } = await readDefinition(api, guid);
    const rows = listOf(member(value, "PluginParameterDefinitions")).map((each) => Row.of(each));
    const empty = "The definition asks for nothing.";
    return { kind: "list", rows: inOneBatch(rows), columns: parameterColumns, id: "InternalName", empty };
  },
});
