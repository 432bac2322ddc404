import { defineCommand, optionalOperand, optionalOperands, toggle } from "../cli/command.ts";
import { groupHelp } from "../cli/group-help.ts";
import { commandHelp } from "../cli/help.ts";
import { helpWidth } from "../cli/layout.ts";
import { resolve } from "../cli/resolve.ts";
import { isGroup } from "../cli/tree.ts";
import { text } from "../cli/values.ts";
import { type Topic, topics } from "../docs/topics/index.ts";
import { usage } from "../errors.ts";
import { nearest } from "../nearest.ts";
import type { Result } from "../output/result.ts";
import { inOneBatch, Row } from "../rows/row.ts";
import { commands } from "./index.ts";

const names = [
  ...Object.keys(commands.children).filter((name) => commands.children[name]!.hidden !== true),
  ...Object.keys(topics),
];

export default defineCommand({
  summary: "Show the help of a command or a topic",
  details:
    `Topics: ${Object.keys(topics).join(", ")}. With --json, -o or --jq: every command below the one that is named, with its ` +
    "operands, flags, examples and exit codes, as data.",
  examples: [
    "rptctl help scope reset",
    "rptctl help exit-codes",
    { line: "rptctl help --json", says: "The whole tree, for programs" },
    "rptctl help sched --jq '.[] | select(.effect == \"write\") | .command'",
  ],
  effect: "local",
  flags: { json: toggle("the commands as data: -o json") },
  operands: {
    first: optionalOperand({ ...text("COMMAND"), offers: names }, "the first word of a command, or a topic"),
    rest: optionalOperands(text("WORD"), "the other words of the command"),
  },
  async run(context, { operands: { first, rest: others }, flags }) {
    const words = first === undefined ? [] : [first, ...others];
    const topic = topicOf(words);
    if (topic !== undefined) {
      const { plainText } = await import("../docs/blocks.ts");
      return { kind: "text", text: plainText(await topic.load(), helpWidth(context.world)), headings: true };
    }
    // --help keeps a group from being taken for its list.
    const { path, node, rest } = resolve(commands, [...words, "--help"]);
    const [extra] = rest;
    if (extra !== undefined) {
      const name = ["rptctl", ...path].join(" ");
      throw usage(`there is nothing below "${name}": ${extra}`, `rptctl help ${path.join(" ")}`);
    }
    const { formatAsked = flags.json ? "json" : "table" } = context;
    if (formatAsked !== "table") return asData(path, flags.json && context.formatAsked === undefined);
    const width = helpWidth(context.world);
    const told = isGroup(node)
      ? groupHelp(path, node, width)
      : commandHelp(path, (await node.load()).default, width);
    return { kind: "text", text: told, headings: true };
  },
});

async function asData(path: readonly string[], asJson: boolean): Promise<Result> {
  const [{ docModel }, { treeData }] = await Promise.all([
    import("../docs/model.ts"),
    import("../docs/tree-data.ts"),
  ]);
  const data = treeData(await docModel(commands), path);
  if (asJson) return { kind: "text", text: JSON.stringify(data, null, 2) };
  const columns = [{ name: "command" }, { name: "kind" }, { name: "effect" }, { name: "summary" }];
  return { kind: "list", rows: inOneBatch(data.map(Row.of)), columns, id: "command", empty: "" };
}

/** @throws Fault usage for a mistyped topic; a mistyped command is refused where commands are found. */
function topicOf(words: readonly string[]): Topic | undefined {
  const [word = ""] = words;
  if (words.length !== 1) return undefined;
  if (Object.hasOwn(topics, word)) return topics[word];
  const meant = nearest(word, [...Object.keys(commands.children), ...Object.keys(topics)]);
  if (meant === undefined || !Object.hasOwn(topics, meant)) return undefined;
  throw usage(`no command or topic is called "${word}"`, `did you mean "rptctl help ${meant}"?`);
}
