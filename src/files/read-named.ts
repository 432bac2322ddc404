import { resolve } from "node:path";
import { Fault, usage } from "../errors.ts";
import { readGiven } from "./read-given.ts";

/**
 * The text of the file, or the pipe, that a flag names. `most` is in bytes, as for readGiven. Throws a Fault `usage` that names the
 * flag and the file, and the signal's reason when aborted.
 */
export async function readNamed(
  flag: string,
  path: string,
  { cwd, signal }: { readonly cwd: string; readonly signal: AbortSignal },
  most?: number,
): Promise<string> {
  const full = resolve(cwd, path);
  const text = await readGiven(full, signal, most).catch((error: unknown) => {
    if (signal.aborted || !(error instanceof Fault)) throw error;
    // Named as it was typed, and once.
    throw usage(`${flag} ${path}: ${error.message.replace(`cannot read ${full}: `, "")}`, ...error.hints);
  });
  if (text === undefined) throw usage(`${flag} ${path}: no such file or directory`);
  return text;
}
