import type { AnyCommand, Flag } from "../cli/command.ts";
import { globalFlags } from "../cli/globals.ts";
import type { Entry } from "../cli/layout.ts";
import { commonFlags, describe, exampleLines, flagTerm, operandTerm, usageLine } from "../cli/usage.ts";
import { environmentName, isSystem, systems } from "../config/systems.ts";
import { exitCodes } from "../errors.ts";
import { checkExits, faultCodesOf } from "./exits.ts";
import type { DocModel, Place } from "./model.ts";
import {
  roffBlocks,
  roffCode,
  roffEntries,
  roffParagraph,
  roffSection,
  roffText,
  roffTitle,
} from "./roff.ts";
import { meanings } from "./topics/exit-codes.ts";
import { topics } from "./topics/index.ts";

/**
 * The manual: a page for the program, each group, each verb and each topic, by its path in the repository. What stands in the tree
 * twice has two pages, for links from one to the other are followed by some readers only.
 */
export async function manual(model: DocModel, version: string): Promise<ReadonlyMap<string, string>> {
  const pages = new Map<string, string>();
  for (const place of model.places) {
    if (model.hidden(place)) continue;
    const { path } = model.places.find(({ node }) => node === place.node)!;
    pages.set(`man/man1/${nameOf(place)}.1`, pageOf(place, path[0] ?? "", version));
  }
  for (const [name, { summary, load }] of Object.entries(topics)) {
    const page = `rptctl-${name}`;
    pages.set(
      `man/man7/${page}.7`,
      joined([
        roffTitle(page, 7, version),
        roffSection("Name", `${roffText(page)} \\- ${roffText(summary)}`),
        roffBlocks(await load()),
        seeAlso(["rptctl(1)"]),
      ]),
    );
  }
  return pages;
}

function nameOf({ path }: Place): string {
  return ["rptctl", ...path].join("-");
}

function pageOf(place: Place, system: string, version: string): string {
  const { command, node } = place;
  const lines = [
    roffTitle(nameOf(place), 1, version),
    roffSection("Name", `${roffText(nameOf(place))} \\- ${roffText(small(node.summary))}`),
  ];
  return joined([
    ...lines,
    ...(command === undefined ? groupSections(place) : commandSections(place, system, command)),
  ]);
}

function groupSections({ path, node, children }: Place): readonly string[] {
  const words = ["rptctl", ...path].join(" ");
  const examples = "examples" in node ? (node.examples ?? []) : [];
  const isRoot = path.length === 0;
  return [
    roffSection(
      "Synopsis",
      synopsis(words, isRoot ? "GROUP VERB [OPERAND...] [flags]" : "VERB [OPERAND...] [flags]"),
    ),
    roffSection("Description", roffParagraph(`${node.summary}.`, true)),
    ...(examples.length === 0 ? [] : [roffSection("Examples", roffCode(exampleLines(examples), true))]),
    roffSection(
      "Commands",
      roffEntries(children.map(({ name, summary }): Entry => [`${words} ${name}`, summary])),
    ),
    ...(isRoot
      ? [
          roffSection("Options", roffEntries(entriesOf(globalFlags))),
          exitSection(
            Object.entries(exitCodes).map(([code, exit]) => [
              String(exit),
              meanings[code as keyof typeof meanings],
            ]),
          ),
          roffSection(
            "Environment",
            roffParagraph("rptctl-environment(7) tells every variable that is read.", true),
          ),
          filesSection,
        ]
      : []),
    seeAlso([
      ...(isRoot ? [] : ["rptctl(1)"]),
      ...children.map(({ name }) => `${["rptctl", ...path, name].join("-")}(1)`),
      ...(isRoot ? Object.keys(topics).map((name) => `rptctl-${name}(7)`) : []),
    ]),
  ];
}

function commandSections(place: Place, system: string, command: AnyCommand): readonly string[] {
  const { path, aliases, isCheck } = place;
  const words = ["rptctl", ...path].join(" ");
  const also = aliases.map((alias) => ["rptctl", ...alias].join(" ")).join(", ");
  const operands = Object.values(command.operands).map(
    (operand): Entry => [operandTerm(operand), operand.summary],
  );
  const codes = faultCodesOf(command);
  return [
    roffSection("Synopsis", synopsis(words, usageLine(command))),
    roffSection(
      "Description",
      roffParagraph(`${command.summary}.`, true),
      ...(command.details === undefined ? [] : [roffParagraph(command.details)]),
      ...(also === "" ? [] : [roffParagraph(`The same: ${also}.`)]),
    ),
    roffSection("Examples", roffCode(exampleLines(command.examples), true)),
    ...(operands.length === 0 ? [] : [roffSection("Operands", roffEntries(operands))]),
    roffSection(
      "Options",
      roffEntries(entriesOf({ ...command.flags, ...commonFlags(command) })),
      roffParagraph("rptctl-flags(7) tells the flags that every command takes."),
    ),
    exitSection(
      isCheck
        ? Object.entries(checkExits)
        : [["0", "done"], ...codes.map((code): Entry => [String(exitCodes[code]), meanings[code]])],
    ),
    environmentSection(system, command),
    ...(command.effect === "local" && command.plainText ? [] : [filesSection]),
    seeAlso([
      `${["rptctl", ...path.slice(0, -1)].join("-")}(1)`,
      "rptctl-flags(7)",
      "rptctl-exit-codes(7)",
      "rptctl-formatting(7)",
    ]),
  ];
}

function synopsis(words: string, usage: string): string {
  return `.B ${roffText(words)}\n${roffText(usage)}`;
}

function entriesOf(flags: Readonly<Record<string, Flag<unknown>>>): readonly Entry[] {
  return Object.entries(flags).map(([name, flag]) => [flagTerm(name, flag), describe(flag)]);
}

function exitSection(rows: readonly Entry[]): string {
  return roffSection("Exit status", roffEntries(rows));
}

/** What says where the system is and how to sign in; a page of its own tells the rest. */
function environmentSection(system: string, command: AnyCommand): string {
  const isRemote = command.effect !== "local" && isSystem(system);
  const rest = roffParagraph("rptctl-environment(7) tells every variable that is read.", !isRemote);
  if (!isRemote) return roffSection("Environment", rest);
  const { signIn, keys } = systems[system];
  const names = ["url", ...(signIn === "password" ? ["username", "password"] : []), "token"];
  const meaningOf = (name: string) =>
    keys[name]?.summary ??
    `secret to sign in with; ${environmentName(system, name)}_FILE names a file that holds it`;
  return roffSection(
    "Environment",
    roffEntries([
      ["RPTCTL_CONTEXT", "the context in use; --context stands above it"],
      ...names.map((name): Entry => [environmentName(system, name), meaningOf(name)]),
    ]),
    rest,
  );
}

const filesSection = roffSection(
  "Files",
  roffEntries([
    ["~/.config/rptctl/config.yaml", "contexts and settings; RPTCTL_CONFIG_DIR names another directory"],
    ["~/.config/rptctl/credentials.yaml", "secrets, where no keyring answers"],
    ["~/.config/rptctl/sessions/", "tokens of sign-ins, until they expire"],
    ["~/.config/rptctl/seen/", "ids that recent commands saw, for completion"],
  ]),
);

function seeAlso(pages: readonly string[]): string {
  return roffSection("See also", roffParagraph(pages.join(", "), true));
}

/** As whatis wants it: "List scopes" as "list scopes", but names as they are. */
function small(summary: string): string {
  return /^[A-Z][a-z]+ /.test(summary) && !/^(Seer|Opsera|Shinken|CloudKitty|Identity) /.test(summary)
    ? summary[0]!.toLowerCase() + summary.slice(1)
    : summary;
}

function joined(parts: readonly string[]): string {
  return `${parts.filter((part) => part !== "").join("\n")}\n`;
}
