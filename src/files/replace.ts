import {
  closeSync,
  constants,
  fchmodSync,
  fsyncSync,
  lstatSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
  unlinkSync,
  writeFileSync,
} from "node:fs";
import { dirname } from "node:path";
import { errnoOf, Fault } from "../errors.ts";
import { fileFault } from "./fault.ts";
import { onWindows } from "./process.ts";
import { removeAbandoned, temporaryPath } from "./temporary.ts";

/**
 * Writes a file as a whole or not at all: at every moment, also after a crash or on a full disk, `path` holds either
 * its old contents or the new ones. The file ends with exactly `mode`, whatever the umask or its mode before; missing
 * directories are made 0700. Never writes through a symbolic link. What need not be `lasting`, a cache, may be empty after a power
 * cut. Throws a Fault `config` that says what and where.
 */
export function replaceFile(
  path: string,
  contents: string | Uint8Array,
  options: { readonly mode: number; readonly lasting?: false },
): void {
  const directory = dirname(path);
  makeDirectory(directory);
  removeAbandoned(directory);
  const temporary = temporaryPath(directory);
  try {
    refuseUnlessRegular(path);
    // O_EXCL with a name nobody can guess: a link planted at the temporary name cannot be followed.
    const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | (constants.O_NOFOLLOW ?? 0);
    const file = openSync(temporary, flags, 0o600);
    try {
      writeFileSync(file, contents);
      if (!onWindows) fchmodSync(file, options.mode);
      if (options.lasting !== false) fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw fileFault("write", path, error, "the file is as it was before");
  }
  if (options.lasting !== false) syncDirectory(directory);
}

/** Removes a file or a symbolic link itself; true when there was one. Throws a Fault `config`. */
export function removeFile(path: string): boolean {
  try {
    unlinkSync(path);
  } catch (error) {
    if (errnoOf(error) === "ENOENT") return false;
    throw fileFault("remove", path, error);
  }
  syncDirectory(dirname(path));
  return true;
}

/** Makes a directory and those above it, readable by their owner alone; those that are there stay as they are. */
export function makeDirectory(path: string): void {
  try {
    makeWithParents(path);
  } catch (error) {
    throw fileFault("make the directory", path, error);
  }
}

/** Node's own recursive mkdir never returns where the kernel answers ENOENT for a directory that is there: in /proc. */
function makeWithParents(path: string): void {
  try {
    mkdirSync(path, { mode: 0o700 });
  } catch (error) {
    if (isDirectory(path)) return;
    const parent = dirname(path);
    if (errnoOf(error) !== "ENOENT" || parent === path) throw error;
    if (isDirectory(parent)) throw new Fault("config", `cannot make ${path}: ${parent} takes no directories`);
    makeWithParents(parent);
    makeWithParents(path);
  }
}

function isDirectory(path: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
  } catch {
    return false;
  }
}

function refuseUnlessRegular(path: string): void {
  const old = lstatSync(path, { throwIfNoEntry: false });
  if (old === undefined || old.isFile()) return;
  if (old.isSymbolicLink()) {
    throw new Fault("config", `cannot write ${path}: it is a symbolic link`, {
      hints: [
        "a link is never written through: replace it by the file itself, or name the file it points to",
      ],
    });
  }
  const kind = old.isDirectory() ? "a directory" : "not a regular file";
  throw new Fault("config", `cannot write ${path}: it is ${kind}`);
}

/** Makes a rename or a removal survive a power cut. Windows and some network file systems cannot; nothing is lost. */
function syncDirectory(path: string): void {
  if (onWindows) return;
  try {
    const directory = openSync(path, constants.O_RDONLY);
    try {
      fsyncSync(directory);
    } finally {
      closeSync(directory);
    }
  } catch {
    // The file is in place already: a fault would say that it is not.
  }
}
