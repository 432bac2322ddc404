import { defineCommand, operand } from "../../cli/command.ts";
import { text } from "../../cli/values.ts";
import { configPath } from "../../config/config.ts";
import { editConfig } from "../../config/edit.ts";
import { settingNames } from "../../config/setting.ts";
import { Row } from "../../rows/row.ts";

export default defineCommand({
  summary: "Remove a setting from config.yaml, so that its default holds",
  examples: ["rptctl config unset output", "rptctl config unset timeout --dry-run"],
  effect: "local",
  operands: { key: operand({ ...text("KEY"), choices: settingNames }, "the setting") },
  flags: {},
  async run(context, { operands: { key } }) {
    await editConfig(context.world, (edit) => edit.unsetSetting(key), context);
    return {
      kind: "written",
      items: [{ id: key, response: Row.of({ key, value: null }) }],
      several: false,
      note: `${context.dryRun ? "Would remove" : "Removed"} ${key} from ${configPath(context.world)}.`,
    };
  },
});
