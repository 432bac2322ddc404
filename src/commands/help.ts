import { defineCommand, optionalOperands } from "../cli/command.ts";
import { groupHelp } from "../cli/group-help.ts";
import { commandHelp, helpWidth } from "../cli/help.ts";
import { resolve } from "../cli/resolve.ts";
import { isGroup } from "../cli/tree.ts";
import { text } from "../cli/values.ts";
import { topics } from "../docs/topics/index.ts";
import { usage } from "../errors.ts";
import { nearest } from "../nearest.ts";
import { commands } from "./index.ts";

export default defineCommand({
  summary: "Show the help of a command or a topic",
  details: `Topics: ${Object.keys(topics).join(", ")}.`,
  examples: ["rptctl help", "rptctl help scope reset", "rptctl help exit-codes"],
  effect: "local",
  plainText: true,
  flags: {},
  operands: { words: optionalOperands(text("COMMAND"), "the command as it is typed, or a topic") },
  async run({ world }, { operands: { words } }) {
    const [first = ""] = words;
    if (words.length === 1) {
      const topic = Object.hasOwn(topics, first) ? topics[first] : undefined;
      if (topic !== undefined) {
        const { plainText } = await import("../docs/blocks.ts");
        return { kind: "text", text: plainText(await topic.load(), helpWidth(world.stdout)) };
      }
      refuseSlip(first);
    }
    // --help keeps a group from being taken for its list.
    const { path, node, rest } = resolve(commands, [...words, "--help"]);
    if (isGroup(node)) return { kind: "text", text: groupHelp(path, node) };
    const command = (await node.load()).default;
    const [extra] = rest;
    if (extra !== undefined) {
      const name = ["rptctl", ...path].join(" ");
      throw usage(`there is nothing below "${name}": ${extra}`, `rptctl help ${path.join(" ")}`);
    }
    return { kind: "text", text: commandHelp(path, command, helpWidth(world.stdout)) };
  },
});

/** A mistyped topic; a mistyped command is refused where commands are found. */
function refuseSlip(word: string): void {
  const names = Object.keys(commands.children);
  const meant = nearest(word, [...names, ...Object.keys(topics)]);
  if (meant === undefined || !Object.hasOwn(topics, meant)) return;
  throw usage(`no command or topic is called "${word}"`, `did you mean "rptctl help ${meant}"?`);
}
