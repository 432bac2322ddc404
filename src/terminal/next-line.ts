import type { Interface } from "node:readline";
import { Fault } from "../errors.ts";

/**
 * The next line that is typed; undefined for Ctrl-D. Nothing more is read after it.
 * @throws Fault interrupted on a Ctrl-C that readline sees itself; the signal's reason.
 */
export async function nextLine(lines: Interface, signal: AbortSignal): Promise<string | undefined> {
  let stop = () => {};
  try {
    return await new Promise<string | undefined>((resolve, reject) => {
      lines.once("line", resolve);
      lines.once("close", () => resolve(undefined));
      lines.once("SIGINT", () => reject(new Fault("interrupted", "interrupted")));
      stop = () => reject(signal.reason);
      signal.addEventListener("abort", stop, { once: true });
    });
  } finally {
    signal.removeEventListener("abort", stop);
    lines.close();
  }
}
