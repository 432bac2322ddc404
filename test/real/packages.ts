import { fileURLToPath } from "node:url";
import { lastLine, runScript } from "./script.ts";
import { mustRun } from "./skip.ts";

const script = fileURLToPath(new URL("packages.sh", import.meta.url));

/**
 * Installs the Debian packages that are missing; none of their services is started. Resolves to undefined when they
 * are all there, else to the reason for skipping the tests that need them.
 *
 * Rejects in continuous integration when apt-get itself failed: a machine that could have them must have them.
 */
export async function needPackages(names: readonly string[]): Promise<string | undefined> {
  const ended = await runScript(script, names);
  if (ended.code === 0) return undefined;
  if (ended.code === 1 && mustRun) throw new Error(ended.stderr);
  return lastLine(ended);
}
