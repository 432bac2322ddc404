import { defineCommand } from "../../cli/command.ts";
import { settingKeys } from "../../config/settings.ts";
import { inOneBatch, Row } from "../../rows/row.ts";

export default defineCommand({
  summary: "List the settings, with their values in config.yaml",
  details: "Flags, the environment (RPTCTL_OUTPUT, ...) and the context in use stand above these.",
  examples: ["rptctl config list", "rptctl config list -o json"],
  effect: "local",
  operands: {},
  flags: {},
  async run(context) {
    const { settings } = await context.config();
    const rows = Object.entries(settingKeys).map(([key, declared]) =>
      Row.of({
        key,
        value: settings[key] ?? null,
        default: declared.default ?? null,
        summary: declared.summary,
      }),
    );
    return {
      kind: "list",
      rows: inOneBatch(rows),
      columns: [
        { name: "key" },
        { name: "value", tone: () => "strong" },
        { name: "default", tone: () => "dim" },
        { name: "summary" },
      ],
      id: "key",
      empty: "There are no settings.",
    };
  },
});
