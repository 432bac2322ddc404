import { defineCommand, operand, toggle } from "../../cli/command.ts";
import { choice } from "../../cli/values.ts";
import { systemNames } from "../../config/systems.ts";
import { usage } from "../../errors.ts";

export default defineCommand({
  summary: "Print the token that requests carry",
  examples: [
    'curl -H "X-Auth-Token: $(rptctl auth token scope)" http://rating.example.com:8889/v2/scope',
    "rptctl auth token pipeline > token.txt",
  ],
  effect: "read",
  plainText: true,
  oneContext: true,
  operands: { system: operand(choice("SYSTEM", systemNames), "whose token") },
  flags: { force: toggle("print it on a terminal too") },
  async run(context, { operands, flags }) {
    if (context.world.stdout.isTTY && !flags.force) {
      throw usage(
        "a token on a terminal stays in its history",
        "send it to a command or a file, or give --force",
      );
    }
    return { kind: "text", text: `${await (await context.session(operands.system)).token()}\n` };
  },
});
