import { defineCommand } from "../../cli/command.ts";
import { configPath } from "../../config/config.ts";

export default defineCommand({
  summary: "Print the path of config.yaml, whether it is there or not",
  examples: ["rptctl config path", 'ls -l "$(dirname "$(rptctl config path)")"'],
  effect: "local",
  plainText: true,
  operands: {},
  flags: {},
  async run({ world }) {
    return { kind: "text", text: `${configPath(world)}\n` };
  },
});
