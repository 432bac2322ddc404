import { createInterface } from "node:readline";
import { Writable } from "node:stream";
import type { World } from "../world.ts";
import { nextLine } from "./next-line.ts";

/** A secret that the user types, without showing it. Undefined: Ctrl-D. */
export async function askSecret(
  prompt: string,
  { signal, stdin, stderr }: Pick<World, "stdin" | "stderr" | "signal">,
): Promise<string | undefined> {
  signal.throwIfAborted();
  // readline edits the line and echoes it into nothing.
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  // Before the prompt is shown: what is typed as soon as it is there must not be shown either.
  const lines = createInterface({ input: stdin.stream, output: nowhere, terminal: true });
  try {
    const [answer] = await Promise.all([nextLine(lines, signal), stderr.write(prompt)]);
    return answer;
  } finally {
    lines.close();
    await stderr.write("\n");
  }
}
