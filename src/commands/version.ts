import { defineCommand } from "../cli/command.ts";

export default defineCommand({
  summary: "Print the version",
  examples: ["rptctl version", 'echo "Made with $(rptctl version)"'],
  effect: "local",
  plainText: true,
  flags: {},
  operands: {},
  async run({ world }) {
    return { kind: "text", text: `rptctl ${world.version}\n` };
  },
});
