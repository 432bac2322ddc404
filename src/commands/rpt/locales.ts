import { defineCommand, toggle } from "../../cli/command.ts";
import { locales } from "../../systems/rpt/endpoints.ts";
import { listWhole } from "../../systems/rpt/lists.ts";

export default defineCommand({
  summary: "List the languages that the reporting server speaks",
  examples: ["rptctl rpt locales", "rptctl rpt locales --default --jq .DefaultLocale"],
  effect: "read",
  operands: {},
  flags: { default: toggle("show the one that it speaks unless told") },
  async run(context, { flags }) {
    const api = await context.api("rpt");
    if (flags.default) {
      const { row } = await api.record(locales.default, {});
      return { kind: "item", row, columns: [{ name: "DefaultLocale" }], id: "DefaultLocale" };
    }
    return {
      kind: "list",
      rows: listWhole(api, locales.supported, {}, "SupportedLocales"),
      columns: [{ name: "locale", path: "." }],
      id: ".",
      empty: "The server tells no languages.",
    };
  },
});
