import { defineCommand, manyOrCommas, one, toggle } from "../../cli/command.ts";
import { integer, text } from "../../cli/values.ts";
import { scopeColumns } from "../../systems/scope/columns.ts";
import { defaultPageSize, listScopes } from "../../systems/scope/list.ts";
import { scopeId } from "../ids.ts";

export default defineCommand({
  summary: "List scopes",
  details: "Within one flag any of its values matches, between flags all must. All pages are fetched.",
  examples: [
    "rptctl scope list",
    "rptctl scope list --active --collector gnocchi -o csv",
    "rptctl scope list --id 9e127cfcad23a1b118118efb3e0778a8,49250602192180db46eace8c13473e20",
    {
      line: "rptctl scope list --sort-by-column last_processed_timestamp --columns scope_id,last_processed_timestamp",
      says: "Those that are furthest behind first",
    },
  ],
  effect: "read",
  sees: { things: "scope/scopes", name: "scope_key" },
  operands: {},
  flags: {
    id: manyOrCommas(scopeId, "these scopes"),
    key: manyOrCommas(text("KEY"), "scopes with this scope key"),
    collector: manyOrCommas(text("NAME"), "scopes of this collector"),
    fetcher: manyOrCommas(text("NAME"), "scopes of this fetcher"),
    active: toggle("scopes that are rated", { excludes: ["inactive"] }),
    inactive: toggle("scopes that are not rated"),
    "page-size": one(integer("N", 1, 100_000), `scopes a request (default ${defaultPageSize})`),
  },
  async run(context, { flags }) {
    const filter = {
      ids: flags.id,
      keys: flags.key,
      collectors: flags.collector,
      fetchers: flags.fetcher,
      active: flags.active ? true : flags.inactive ? false : undefined,
    };
    const paging = { pageSize: flags["page-size"] ?? defaultPageSize, limit: context.limit };
    return {
      kind: "list",
      rows: listScopes(await context.api("scope"), filter, paging),
      columns: scopeColumns,
      id: "scope_id",
      empty: "No scopes match.",
    };
  },
});
