import type { AnyCommand, Operand } from "./cli/command.ts";
import { readFlags, type Words } from "./cli/parse.ts";
import { sortWords } from "./cli/sort-words.ts";
import { type Leaf, leaves } from "./cli/tree.ts";
import { commands } from "./commands/index.ts";
import { makeContext } from "./context.ts";
import type { Fault } from "./errors.ts";
import type { Redactor } from "./http/redactor.ts";
import { type Choice, choicesOf } from "./output/choices.ts";
import { settle } from "./settle.ts";
import type { World } from "./world.ts";

/** Global flags that say how a list is fetched and told of; the others are for the verb that was typed. */
const passedOn = [
  ...["context", "timeout", "retries", "deadline", "ca-file", "cert", "key", "insecure", "lang", "timezone"],
  ...["quiet", "verbose", "debug", "color", "no-progress"],
];

/**
 * The words of a line that lacks operands, once a person has chosen them: among the fixed choices of the operand's kind, else among the
 * rows of the list that sees what the operand names.
 * @throws the fault itself, where it is about something else, nobody can be asked, nothing is to choose from, or nothing was chosen.
 */
export async function offer(
  refusal: Fault,
  path: readonly string[],
  command: AnyCommand,
  rest: readonly string[],
  world: World,
  redactor: Redactor,
): Promise<Words> {
  const { lacking, words } = lackingIn(refusal, path, command, rest);
  if (words.flags.has("no-input") || !world.stdin.isTTY || !world.stderr.isTTY) throw refusal;
  // What else is wrong with the line is told before anybody has to choose.
  await readFlags(command.flags, words.flags, { now: world.now(), timezone: "UTC", note: () => {} });
  const sources = await Promise.all(lacking.map((operand) => sourceOf(operand, path)));
  const chosen: string[] = [];
  for (const [index, operand] of lacking.entries()) {
    const source = sources[index];
    if (source === undefined || sources.includes(undefined)) throw refusal;
    const value = await chooseFrom(source, operand, command, words, world, redactor);
    if (value === undefined) throw refusal;
    chosen.push(value);
  }
  return sortWords(path, command, [...rest, ...(rest.includes("--") ? [] : ["--"]), ...chosen]);
}

/** The operands that are missing, and the words as they would be with them. @throws the refusal, where it is not for these. */
function lackingIn(
  refusal: Fault,
  path: readonly string[],
  command: AnyCommand,
  rest: readonly string[],
): { lacking: readonly Operand<unknown>[]; words: Words } {
  const required = Object.values(command.operands).filter((operand) => operand.required);
  for (let count = 1; count <= required.length; count += 1) {
    try {
      const words = sortWords(path, command, [...rest, ...required.slice(-count).map(() => "x")]);
      return { lacking: required.slice(-count), words };
    } catch {
      // Still too few, or wrong in another way.
    }
  }
  throw refusal;
}

type Source = readonly string[] | AnyCommand;

/** Where the choices come from; undefined where an operand has none. */
async function sourceOf({ kind }: Operand<unknown>, path: readonly string[]): Promise<Source | undefined> {
  if (kind.choices !== undefined) return kind.choices;
  const { completes } = kind;
  if (completes === undefined || completes === "file" || completes === "directory") return undefined;
  const near = (other: readonly string[]) => other.slice(0, -1).join(" ") === path.slice(0, -1).join(" ");
  const lists = [...leaves(commands)].filter(({ path: other }) => other.at(-1) === "list");
  lists.sort((a, b) => Number(near(b.path)) - Number(near(a.path)));
  for (const { path: other, leaf } of lists) {
    if (completes === "context" ? other.join(" ") === "context list" : await sees(leaf, completes)) {
      return (await leaf.load()).default;
    }
  }
  return undefined;
}

async function sees(leaf: Leaf, things: string): Promise<boolean> {
  return (await leaf.load()).default.sees?.things === things;
}

async function chooseFrom(
  source: Source,
  operand: Operand<unknown>,
  command: AnyCommand,
  words: Words,
  world: World,
  redactor: Redactor,
): Promise<string | undefined> {
  const list = "run" in source ? source : undefined;
  const flags = new Map(
    [...words.flags].filter(([name]) => passedOn.includes(name) && !Object.hasOwn(command.flags, name)),
  );
  const settled = await settle(list ?? command, { flags, operands: [] }, world, redactor);
  const { context, close } = makeContext(settled);
  try {
    const choices = list === undefined ? fixed(source as readonly string[]) : await listed(list);
    if (choices.length === 0) return undefined;
    return await context.person?.choose(`Which ${operand.name}?`, choices);
  } finally {
    await close();
    await settled.close();
  }

  async function listed(list: AnyCommand): Promise<readonly Choice[]> {
    const progress = await context.progress("Listing what there is to choose from");
    try {
      const none = { flags: await readFlags(list.flags, new Map(), settled.setting), operands: {} };
      const result = await list.run(context, none as never);
      if (result.kind !== "list") return [];
      // Two columns for the mark of the one that is chosen, and the last one stays free.
      const room = (world.stderr.columns || 80) - 3;
      const choices = await choicesOf(result, list.sees?.name, room, { options: settled.output, world });
      if (choices.length === 0) context.note(result.empty);
      return choices;
    } finally {
      await progress.end();
    }
  }
}

function fixed(choices: readonly string[]): readonly Choice[] {
  return choices.map((value) => ({ value, label: value }));
}
