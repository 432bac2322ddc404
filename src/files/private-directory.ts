import { lstatSync, statSync } from "node:fs";
import { Fault } from "../errors.ts";
import { shellWord } from "../shell-words.ts";
import { onWindows, ownUser } from "./process.ts";

/**
 * Refuses a directory into which others may put files, or out of which they may take ours: no secret is safe there, whatever its
 * own mode. One that is not there is fine, as is a sticky one, such as /tmp. Throws a Fault `config`.
 */
export function refuseShared(directory: string): void {
  const status = statSync(directory, { throwIfNoEntry: false });
  if (status === undefined || onWindows) return;
  const { mode, uid } = status;
  const me = ownUser();
  if (me !== 0 && uid !== me && uid !== 0) {
    throw new Fault(
      "config",
      `no secrets are kept in ${directory}: it belongs to another user (uid ${uid})`,
      {
        hints: ["name a directory of your own: export RPTCTL_CONFIG_DIR=DIR"],
      },
    );
  }
  if ((mode & 0o022) !== 0 && (mode & 0o1000) === 0) {
    const octal = (mode & 0o7777).toString(8).padStart(4, "0");
    throw new Fault("config", `no secrets are kept in ${directory}: others can write to it (mode ${octal})`, {
      hints: [`chmod 700 ${shellWord(directory)}`],
    });
  }
}

/** Whether a directory is ours alone, and no link to one; true where there is none yet. */
export function isOurs(directory: string): boolean {
  try {
    const status = lstatSync(directory, { throwIfNoEntry: false });
    if (status !== undefined && !status.isDirectory()) return false;
    refuseShared(directory);
    return true;
  } catch {
    return false;
  }
}
