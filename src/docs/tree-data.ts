import type { AnyCommand, Flag } from "../cli/command.ts";
import { formats, globalFlags } from "../cli/globals.ts";
import { exampleOf, usageLine } from "../cli/usage.ts";
import { settingKeys } from "../config/settings.ts";
import { exitCodes } from "../errors.ts";
import { checkExits, faultCodesOf } from "./exits.ts";
import type { DocModel, Place } from "./model.ts";
import { topics } from "./topics/index.ts";

/** What "rptctl help --json" says of the commands at and below a path: an object each, in the order of the tree. */
export function treeData({ places, hidden }: DocModel, path: readonly string[]): readonly object[] {
  return places
    .filter((place) => !hidden(place) && path.every((word, index) => place.path[index] === word))
    .map(placeData);
}

function placeData(place: Place): object {
  const { path, aliases, command } = place;
  const common = {
    command: ["rptctl", ...path].join(" "),
    path,
    aliases: aliases.map((words) => ["rptctl", ...words].join(" ")),
    kind: command === undefined ? "group" : "command",
    summary: place.node.summary,
  };
  return command === undefined
    ? { ...common, ...groupData(place) }
    : { ...common, ...commandData(place, command) };
}

function groupData({ path, node, children }: Place): object {
  const examples = "examples" in node ? (node.examples ?? []) : [];
  return {
    children: children.map(({ name }) => name),
    examples: examples.map(exampleOf),
    ...(path.length === 0 && {
      flags: flagsData(globalFlags, true),
      topics: Object.entries(topics).map(([name, { summary }]) => ({ name, summary })),
      exitCodes: Object.entries(exitCodes).map(([code, exit]) => ({ code, exit })),
    }),
  };
}

function commandData({ path, isCheck }: Place, command: AnyCommand): object {
  return {
    description: command.details ?? null,
    usage: ["rptctl", ...path, usageLine(command)].join(" "),
    operands: Object.values(command.operands).map(({ name, summary, kind, required, repeats }) => ({
      name,
      summary,
      values: kind.choices ?? null,
      completes: kind.completes ?? null,
      required,
      repeatable: repeats,
    })),
    flags: flagsData(command.flags, false),
    examples: command.examples
      .map(exampleOf)
      .map(({ line, says, exit }) => ({ line, says: says ?? null, exit: exit ?? 0 })),
    // A verb whose effect depends on what is typed may write.
    effect: typeof command.effect === "function" ? "write" : command.effect,
    formats: command.plainText || isCheck ? [] : [...formats, ...(command.formats ?? [])],
    exitCodes: isCheck
      ? Object.keys(checkExits).map(Number)
      : [0, ...faultCodesOf(command).map((code) => exitCodes[code])],
  };
}

function flagsData(flags: Readonly<Record<string, Flag<unknown>>>, areGlobal: boolean): readonly object[] {
  return Object.entries(flags).map(([name, flag]) => {
    const setting = areGlobal ? settingKeys[name] : undefined;
    return {
      name: `--${name}`,
      short: flag.short === undefined ? null : `-${flag.short}`,
      summary: flag.summary,
      /** The word of the help for its value; none where it is a switch. */
      value: flag.kind?.placeholder ?? null,
      values: flag.kind?.choices ?? null,
      completes: flag.kind?.completes ?? null,
      default: setting?.default ?? defaultOf(flag.summary),
      required: flag.required === true,
      repeatable: flag.repeats === true,
      commas: flag.commas === true,
      env: setting === undefined && name !== "context" ? null : `RPTCTL_${name.toUpperCase()}`,
      excludes: (flag.excludes ?? []).map((other) => `--${other}`),
    };
  });
}

/** Summaries tell a default as people read it: "(default 4h)", "(default: the latest)". */
function defaultOf(summary: string): string | null {
  return /\(default:? ([^)]+)\)/.exec(summary)?.[1] ?? null;
}
