import { lstatSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { Fault, usage } from "../errors.ts";
import { fileFault } from "../files/fault.ts";
import { acquire } from "../files/lock.ts";
import { onWindows, ownUser } from "../files/process.ts";
import { makeDirectory } from "../files/replace.ts";
import { shellWord } from "../shell-words.ts";
import { isAlive, readRunFile } from "./run-file.ts";

/** The file that says that a directory holds a sandbox: the clock's, which every sandbox has. */
export const clockFileName = "clock.json";

/**
 * Makes the directory (0700) and takes it for this process alone; what it returns gives it back. Throws a Fault that
 * names the directory when it is somebody else's, holds other files, or another sandbox runs in it.
 */
export async function claimStateDirectory(path: string): Promise<() => void> {
  makeDirectory(path);
  refuseForeign(path);
  refuseOtherContents(path);
  try {
    return await acquire(join(path, "run"), { waitMs: 0 });
  } catch (error) {
    const run = readRunFile(path);
    if (run === undefined || !isAlive(run)) throw error;
    throw new Fault("conflict", `a sandbox runs in ${path} already (process ${run.pid}, ${run.url})`, {
      cause: error,
      hints: ["see it: rptctl sandbox status", "end it: rptctl sandbox stop", "or use another --state DIR"],
    });
  }
}

function refuseForeign(path: string): void {
  const { uid, mode } = stat(path);
  if (onWindows) return;
  if (uid !== ownUser()) {
    throw new Fault("config", `the state directory ${path} belongs to another user (uid ${uid})`, {
      hints: ["name one of your own: --state DIR"],
    });
  }
  if ((mode & 0o022) !== 0) {
    throw new Fault("config", `others can write into the state directory ${path}`, {
      hints: [`chmod 700 ${shellWord(path)}`],
    });
  }
}

function stat(path: string) {
  try {
    const found = lstatSync(path);
    if (found.isDirectory()) return found;
  } catch (error) {
    throw fileFault("use the state directory", path, error);
  }
  throw usage(`--state ${path} is not a directory`, "name a directory: --state DIR");
}

/** A sandbox never writes among files that are not its own: `--state .` in a project would overwrite some. */
function refuseOtherContents(path: string): void {
  const names = readdirSync(path);
  if (names.includes(clockFileName)) return;
  const others = names.filter((name) => !name.startsWith(".rptctl-") && !/^run\./.test(name));
  if (others.length === 0) return;
  throw usage(
    `the state directory ${path} holds other files (${others[0]})`,
    "name an empty or a new directory: --state DIR",
  );
}
