import { Fault } from "../errors.ts";
import type { World } from "../world.ts";
import { readStdin } from "./read-stdin.ts";

/**
 * A secret that the user types, without showing it; where stdin is no terminal, all that it holds. The line end is not part
 * of it.
 */
export async function askSecret(prompt: string, world: World): Promise<string> {
  if (!world.stdin.isTTY) return (await readStdin(world)).replace(/\r?\n$/, "");
  const { createInterface } = await import("node:readline");
  const { Writable } = await import("node:stream");
  await world.stderr.write(prompt);
  // readline edits the line and echoes it into nothing.
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input: world.stdin.stream, output: nowhere, terminal: true });
  try {
    return await new Promise<string>((resolve, reject) => {
      lines.once("line", resolve);
      lines.once("close", () => resolve(""));
      lines.once("SIGINT", () => reject(new Fault("interrupted", "interrupted")));
      world.signal.addEventListener("abort", () => reject(world.signal.reason), { once: true });
    });
  } finally {
    lines.close();
    await world.stderr.write("\n");
  }
}
