import { createInterface } from "node:readline";
import type { Choice } from "../output/choices.ts";
import { folded } from "../output/fold.ts";
import { sanitise } from "../output/sanitise.ts";
import type { World } from "../world.ts";
import { nextLine } from "./next-line.ts";

type Asked = Pick<World, "stdin" | "stderr" | "signal">;

/** Asks a yes-or-no question; anything but y or yes is a no. */
export async function askYesNo(question: string, world: Asked): Promise<boolean> {
  const answer = await askLine(`${question} [y/N] `, world);
  return /^y(es)?$/i.test(answer?.trim() ?? "");
}

/** Asks for that very word, which nobody types by habit; anything else is a no. */
export async function askWord(question: string, word: string, world: Asked): Promise<boolean> {
  return (await askLine(`${question} Type ${word} to do it: `, world))?.trim() === word;
}

/**
 * One line that the user types, by the terminal's own means, which every terminal has. Undefined: Ctrl-D. What is said next stands on a
 * line of its own, however it ends.
 */
export async function askLine(prompt: string, world: Asked): Promise<string | undefined> {
  const { signal, stdin, stderr } = world;
  signal.throwIfAborted();
  await stderr.write(await folded(sanitise(prompt), stderr));
  let line: string | undefined;
  try {
    line = await nextLine(createInterface({ input: stdin.stream }), signal);
    return line;
  } finally {
    // Enter is shown as a new line by the terminal itself: nothing is left to write then, but the line is known to have ended.
    await stderr.write(line === undefined ? "\n" : "");
  }
}

/** Asks for one of several choices where the screen cannot be drawn on: by its number, or its value. */
export async function askNumber(
  question: string,
  choices: readonly Choice[],
  world: Asked,
): Promise<string | undefined> {
  const digits = String(choices.length).length;
  const listed = choices.map(
    ({ label }, index) => `${String(index + 1).padStart(digits)}  ${sanitise(label)}\n`,
  );
  await world.stderr.write(listed.join(""));
  for (;;) {
    const typed = (await askLine(`${question} (1 to ${choices.length}) `, world))?.trim();
    if (typed === undefined || typed === "") return undefined;
    const found = choices.find(({ value }) => value === typed) ?? choices[Number(typed) - 1];
    if (found !== undefined) return found.value;
  }
}
