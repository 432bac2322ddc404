import { lstatSync, readdirSync, rmdirSync, unlinkSync } from "node:fs";
import { join } from "node:path";
import { isOwned, ownerName } from "./owner.ts";
import { ownUser } from "./process.ts";

/** The path of a temporary file or directory of this process; nobody can guess it. */
export function temporaryPath(directory: string, owner = ownerName()): string {
  return join(directory, `.rptctl-${owner}.tmp`);
}

/**
 * Removes what killed processes of this user have left behind in a directory. Never throws, never follows a link, and removes no
 * directory that holds more than the file that its name tells of: others may write here too.
 */
export function removeAbandoned(directory: string): void {
  for (const [name, owner] of abandonedIn(directory)) {
    const path = join(directory, name);
    attempt(() => {
      const { uid } = lstatSync(path);
      if (ownUser() !== undefined && uid !== ownUser()) return;
      if (isOwned(path, owner)) return;
      if (!lstatSync(path).isDirectory()) return unlinkSync(path);
      attempt(() => unlinkSync(join(path, owner)));
      rmdirSync(path);
    });
  }
}

function abandonedIn(directory: string): [name: string, owner: string][] {
  try {
    return readdirSync(directory).flatMap((name) => {
      const owner = /^\.rptctl-(\d+-\d*-\w+@.*)\.tmp$/.exec(name)?.[1];
      return owner === undefined ? [] : [[name, owner]];
    });
  } catch {
    return [];
  }
}

/** Somebody else may have done the same a moment before. */
export function attempt(remove: () => void): void {
  try {
    remove();
  } catch {
    // What is left is seen on the next look.
  }
}
