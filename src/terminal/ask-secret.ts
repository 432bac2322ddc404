import { createInterface } from "node:readline";
import { Writable } from "node:stream";
import { Fault } from "../errors.ts";
import type { World } from "../world.ts";

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
  let stop = () => {};
  try {
    const typed = new Promise<string | undefined>((resolve, reject) => {
      lines.once("line", resolve);
      lines.once("close", () => resolve(undefined));
      lines.once("SIGINT", () => reject(new Fault("interrupted", "interrupted")));
      stop = () => reject(signal.reason);
      signal.addEventListener("abort", stop, { once: true });
    });
    const [answer] = await Promise.all([typed, stderr.write(prompt)]);
    return answer;
  } finally {
    signal.removeEventListener("abort", stop);
    lines.close();
    await stderr.write("\n");
  }
}
