import type { AnyCommand } from "../../../src/cli/command.ts";
import { type Leaf, leaves } from "../../../src/cli/tree.ts";
import { commands } from "../../../src/commands/index.ts";
import type { Cell } from "./conditions.ts";
import { expectedOf } from "./exceptions.ts";
import { faultKinds } from "./faults.ts";
import { type Invocation, invocations } from "./invocations.ts";
import { complaints, deadline } from "./judge.ts";
import type { Ended, Stage } from "./stage.ts";

/** A command, and a line that it is tried by. */
export interface Line {
  /** `rpt defs list` */
  readonly command: string;
  readonly invocation: Invocation;
  readonly argv: readonly string[];
}

/** The commands of the tree, each once: some are there by two paths. */
export function commandsOfTree(): readonly { readonly command: string; readonly leaf: Leaf }[] {
  const seen = new Set<Leaf>();
  return [...leaves(commands)].flatMap(({ path, leaf }) => {
    if (seen.has(leaf)) return [];
    seen.add(leaf);
    return [{ command: path.join(" "), leaf }];
  });
}

/** Every line that commands are tried by. */
export async function linesOfTree(): Promise<readonly Line[]> {
  const lines = commandsOfTree().map(async ({ command, leaf }) => {
    const given = invocations[command];
    if (given === undefined || typeof given === "string") return [];
    const { default: declared } = await leaf.load();
    return given.map((invocation) => ({
      command,
      invocation,
      argv: [
        ...command.split(" "),
        ...invocation.words,
        ...formatOf(declared, invocation.words),
        "--deadline",
        `${deadline / 60_000}m`,
      ],
    }));
  });
  return (await Promise.all(lines)).flat();
}

/** Reads are run for programs, which would take half a document for a whole one. */
function formatOf({ effect, plainText }: AnyCommand, words: readonly string[]): readonly string[] {
  return effect !== "read" || plainText || words.includes("-o") ? [] : ["-o", "json"];
}

/** Every fault at every request, once and from then on. */
export function* cellsOf(line: Line, clean: Ended): Generator<Cell> {
  for (const [at, request] of clean.arrived.entries()) {
    for (const kind of faultKinds) {
      for (const always of [false, true]) yield { line, request, plan: { kind, at, always } };
    }
  }
}

const tellOfItems = [
  "doctor",
  "status",
  "auth status",
  "rpt defs export",
  "rpt defs delete",
  "rpt reports download",
  "rpt reports delete",
  "rpt reports wait",
  "registries delete",
  "registries wait",
];

/** A cell that was tried. */
export interface Tried {
  readonly cell: Cell;
  /** The end of what it said on stderr. */
  readonly said: string;
  /** What is wrong with how the program took the fault; nothing where the cell is clean. */
  readonly complaints: readonly string[];
}

export async function tryCell(stage: Stage, cell: Cell, clean: Ended): Promise<Tried> {
  const { line, plan } = cell;
  // Half of them with a trace, which is where secrets would show.
  const argv = plan.always ? [...line.argv, "--debug"] : line.argv;
  const ended = await stage.run(line.invocation, argv, plan);
  const manner = {
    isToken: line.command === "auth token",
    tellsOfItems: tellOfItems.includes(line.command),
  };
  // What goes on at once does not always come in the same order.
  const request = ended.arrived[plan.at] ?? cell.request;
  return {
    cell,
    said: ended.stderr.trim().slice(-300),
    complaints: complaints(ended, clean, expectedOf({ ...cell, request }), manner),
  };
}
