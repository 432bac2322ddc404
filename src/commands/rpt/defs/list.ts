import { defineCommand, many, one, toggle } from "../../../cli/command.ts";
import { choice, text } from "../../../cli/values.ts";
import { definitionColumns } from "../../../systems/rpt/columns.ts";
import { listDefinitions } from "../../../systems/rpt/definitions.ts";

export default defineCommand({
  summary: "List report definitions",
  details:
    "Names and descriptions match where they contain the text, categories and tags where they are the same, in any case. " +
    "All conditions must hold, unless --match any is given.",
  examples: [
    "rptctl defs list",
    "rptctl defs list --name role --tag audit --sort-by description",
    "rptctl defs list --category resource -o json --jq '.[].GUID'",
  ],
  effect: "read",
  sees: { things: "rpt/defs", name: "DisplayName" },
  operands: {},
  flags: {
    name: many(text("TEXT"), "definitions whose name contains this"),
    description: many(text("TEXT"), "definitions whose description contains this"),
    category: many(text("NAME"), "definitions of this category"),
    tag: many(text("NAME"), "definitions with this tag"),
    match: one(choice("WHICH", ["all", "any"]), "whether all conditions must hold, or any (default all)"),
    "sort-by": one(choice("FIELD", ["name", "description", "tags"]), "what to sort by (default name)"),
    desc: toggle("sort downwards"),
  },
  async run(context, { flags }) {
    const filter = {
      names: flags.name,
      descriptions: flags.description,
      categories: flags.category,
      tags: flags.tag,
      match: flags.match ?? "all",
      sortBy: flags["sort-by"] ?? "name",
      descending: flags.desc,
    };
    return {
      kind: "list",
      rows: listDefinitions(await context.api("rpt"), filter, context.limit),
      columns: definitionColumns,
      id: "GUID",
      empty: "No definitions match.",
    };
  },
});
