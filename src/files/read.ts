import { closeSync, constants, fstatSync, openSync, readFileSync } from "node:fs";
import { errnoOf, Fault } from "../errors.ts";
import { fileFault, shellPath } from "./fault.ts";
import { onWindows, ownUser } from "./process.ts";

/** The text of a UTF-8 file, without its byte order mark; undefined when there is none. Throws a Fault `config`. */
export function readText(path: string): string | undefined {
  return read(path, () => readFileSync(path));
}

/**
 * As readText, for a file of ours that holds secrets: refused when it is a symbolic link, when another user owns it,
 * or when group or others can read it. Meant for files that rptctl writes; a secret that an orchestrator mounts (links
 * and group modes are its manner) is read with readText.
 */
export function readPrivate(path: string): string | undefined {
  return read(path, () => {
    // What is judged is what is read: the open file, not the name. O_NONBLOCK: a planted FIFO must not hang us.
    const flags = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);
    const file = openSync(path, flags);
    try {
      refuseUnlessPrivate(path, file);
      return readFileSync(file);
    } finally {
      closeSync(file);
    }
  });
}

function read(path: string, bytes: () => Buffer): string | undefined {
  let contents: Buffer;
  try {
    contents = bytes();
  } catch (error) {
    const errno = errnoOf(error);
    if (errno === "ENOENT") return undefined;
    throw fileFault("read", path, error, ...(errno === "EACCES" ? [`see: ls -ld ${shellPath(path)}`] : []));
  }
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(contents);
  } catch (error) {
    throw new Fault("config", `cannot read ${path}: it is not UTF-8 text`, { cause: error });
  }
}

function refuseUnlessPrivate(path: string, file: number): void {
  const { mode, uid } = fstatSync(file);
  if (onWindows) return;
  const me = ownUser();
  if (me !== 0 && uid !== me) {
    throw new Fault("config", `refused to read ${path}: it belongs to another user (uid ${uid})`, {
      hints: [`if it is yours: sudo chown ${me} ${shellPath(path)}`],
    });
  }
  if ((mode & 0o077) !== 0) {
    const octal = (mode & 0o777).toString(8).padStart(4, "0");
    throw new Fault("config", `refused to read ${path}: others can read it (mode ${octal})`, {
      hints: [`chmod 600 ${shellPath(path)}`],
    });
  }
}
