import { createInterface } from "node:readline";
import { sanitise } from "../output/sanitise.ts";
import type { World } from "../world.ts";

/** Asks a yes-or-no question on the terminal; anything but y or yes is a no. */
export async function askYesNo(question: string, world: World, signal: AbortSignal): Promise<boolean> {
  const answer = await askLine(`${sanitise(question)} [y/N] `, world, signal);
  return /^y(es)?$/i.test(answer.trim());
}

/** One line that the user types. Ctrl-D is an empty answer. What is said next stands on a line of its own, however it ends. */
async function askLine(prompt: string, world: World, signal: AbortSignal): Promise<string> {
  await world.stderr.write(prompt);
  const lines = createInterface({ input: world.stdin.stream });
  let entered = false;
  try {
    return await new Promise<string>((resolve, reject) => {
      lines.once("line", (line) => {
        entered = true;
        resolve(line);
      });
      lines.once("close", () => resolve(""));
      signal.addEventListener("abort", () => reject(signal.reason), { once: true });
    });
  } finally {
    lines.close();
    // Only Enter is shown as a new line by the terminal itself.
    if (!entered) await world.stderr.write("\n");
  }
}
