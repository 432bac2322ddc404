import { defineCommand, operand } from "../../cli/command.ts";
import { anyText, text } from "../../cli/values.ts";
import { configPath } from "../../config/config.ts";
import { editConfig } from "../../config/edit.ts";
import { settingNames } from "../../config/setting.ts";
import { Row } from "../../rows/row.ts";

export default defineCommand({
  summary: "Set a setting in config.yaml",
  details: "An empty value unsets it. rptctl config list shows what there is.",
  examples: ["rptctl config set output json", "rptctl config set timeout 90s"],
  effect: "local",
  operands: {
    key: operand({ ...text("KEY"), choices: settingNames }, "the setting"),
    value: operand(anyText("VALUE"), "its value"),
  },
  flags: {},
  async run(context, { operands: { key, value } }) {
    await editConfig(context.world, (edit) => edit.setSetting(key, value), context);
    const done = `${key} to ${value} in ${configPath(context.world)}.`;
    return {
      kind: "written",
      items: [{ id: key, response: Row.of({ key, value }) }],
      several: false,
      note: `${context.dryRun ? "Would set" : "Set"} ${done}`,
    };
  },
});
