import type { World } from "../world.ts";

/** All that stdin holds, as text. @throws the signal's reason, when the work is to end before stdin does. */
export async function readStdin({ stdin, signal }: Pick<World, "stdin" | "signal">): Promise<string> {
  signal.throwIfAborted();
  const { stream } = stdin;
  const stop = () => void stream.destroy(signal.reason);
  signal.addEventListener("abort", stop, { once: true });
  const parts: Uint8Array[] = [];
  try {
    for await (const part of stream) parts.push(part as Uint8Array);
  } finally {
    signal.removeEventListener("abort", stop);
  }
  return Buffer.concat(parts).toString("utf8");
}
