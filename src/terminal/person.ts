import type { Choice } from "../output/choices.ts";
import type { World } from "../world.ts";

/**
 * Who sits at the terminal and can be asked. Questions go to stderr. Each is ended by Ctrl-C with the fault that the signal carries, and by
 * Ctrl-D without an answer.
 */
export interface Person {
  /** Says what is wrong with an answer; also under `--quiet`, where the next question would otherwise be a riddle. */
  say(lines: readonly string[]): Promise<void>;
  /** Yes or no: anything but y or yes is a no. */
  agrees(question: string): Promise<boolean>;
  /** Whether exactly that word is typed: for what a habit of saying y should not do. */
  types(question: string, word: string): Promise<boolean>;
  /** A line of text; what is typed is shown. Undefined: Ctrl-D. */
  line(prompt: string): Promise<string | undefined>;
  /** A line that is not shown. Undefined: Ctrl-D. */
  secret(prompt: string): Promise<string | undefined>;
  /** The value of one of several choices. Undefined: Escape or Ctrl-D. */
  choose(question: string, choices: readonly Choice[]): Promise<string | undefined>;
}

/** The person at this terminal; what each kind of question needs is loaded with the first one. */
export function personAt(world: World, color: () => boolean): Person {
  return {
    async say(lines) {
      const { sanitise } = await import("../output/sanitise.ts");
      await world.stderr.write(lines.map((line) => `${sanitise(line)}\n`).join(""));
    },
    agrees: async (question) => (await import("./ask.ts")).askYesNo(question, world),
    types: async (question, word) => (await import("./ask.ts")).askWord(question, word, world),
    line: async (prompt) => (await import("./ask.ts")).askLine(prompt, world),
    secret: async (prompt) => (await import("./ask-secret.ts")).askSecret(prompt, world),
    async choose(question, choices) {
      if (world.env.TERM === "dumb") return (await import("./ask.ts")).askNumber(question, choices, world);
      return (await import("./choose.ts")).choose(question, choices, world, color());
    },
  };
}
