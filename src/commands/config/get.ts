import { defineCommand, operand } from "../../cli/command.ts";
import { text } from "../../cli/values.ts";
import { settingIn, settingNames } from "../../config/setting.ts";

export default defineCommand({
  summary: "Print a setting",
  details: "What config.yaml says, else the default. Exit 6 where there is neither.",
  examples: ["rptctl config get output", "rptctl config get timeout"],
  effect: "local",
  plainText: true,
  operands: { key: operand({ ...text("KEY"), choices: settingNames }, "the setting") },
  flags: {},
  async run(context, { operands: { key } }) {
    return { kind: "text", text: `${settingIn(await context.config(), key)}\n` };
  },
});
