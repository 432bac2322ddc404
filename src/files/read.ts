import { closeSync, constants, fstatSync, openSync, readSync } from "node:fs";
import { errnoOf, Fault } from "../errors.ts";
import { shellWord } from "../shell-words.ts";
import { fileFault } from "./fault.ts";
import { onWindows, ownUser } from "./process.ts";

/** Far more than a file for people holds: what is larger is something else, and may have no end. */
export const mostText = 16 * 1024 * 1024;

/**
 * The text of a regular UTF-8 file of at most `most` bytes (16 MiB unless told), without its byte order mark; undefined when there
 * is none. Throws a Fault `config`.
 */
export function readText(path: string, most = mostText): string | undefined {
  return read(path, most, constants.O_RDONLY);
}

/**
 * As readText, for a file of ours that holds secrets: refused when it is a symbolic link, when another user owns it,
 * or when group or others can read it. Meant for files that rptctl writes; a secret that an orchestrator mounts (links
 * and group modes are its manner) is read with readGiven.
 */
export function readPrivate(path: string): string | undefined {
  return read(path, mostText, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0), refuseUnlessPrivate);
}

/** O_NONBLOCK: to open a pipe must not wait for who will write to it. */
export const atOnce = constants.O_NONBLOCK ?? 0;

function read(
  path: string,
  most: number,
  flags: number,
  judge: (path: string, file: number) => void = () => {},
): string | undefined {
  const contents = orAbsent(path, () => {
    // What is judged is what is read: the open file, not the name.
    const file = openSync(path, flags | atOnce);
    try {
      judge(path, file);
      refuseUnlessRegular(path, file);
      return contentsOf(path, file, most);
    } finally {
      closeSync(file);
    }
  });
  return contents === undefined ? undefined : textOf(path, contents);
}

/** What `read` gives; undefined where there is no such file. Its failures as Faults `config` that name the path. */
export function orAbsent<T>(path: string, read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (errnoOf(error) === "ENOENT") return undefined;
    throw fileFault("read", path, error);
  }
}

/** To its end rather than to the size it says: files of /proc say none. */
function contentsOf(path: string, file: number, most: number): Buffer {
  const parts: Buffer[] = [];
  for (let size = 0; ; ) {
    const part = Buffer.allocUnsafe(Math.min(Math.max(fstatSync(file).size - size + 1, 8192), most + 1));
    const taken = readSync(file, part);
    if (taken === 0) return Buffer.concat(parts);
    parts.push(part.subarray(0, taken));
    size += taken;
    if (size > most) throw tooLarge(path, most);
  }
}

/** The fault of a file that holds more than it could mean to. */
export function tooLarge(path: string, most: number): Fault {
  const size = most < 1024 * 1024 ? `${most / 1024} KiB` : `${most / 1024 / 1024} MiB`;
  return new Fault("config", `cannot read ${path}: it holds more than ${size}`);
}

/** Bytes as UTF-8 text, without their byte order mark. Throws a Fault `config`. */
export function textOf(path: string, contents: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(contents);
  } catch (error) {
    throw new Fault("config", `cannot read ${path}: it is not UTF-8 text`, { cause: error });
  }
}

function refuseUnlessRegular(path: string, file: number): void {
  const status = fstatSync(file);
  if (status.isFile()) return;
  const kind = status.isDirectory() ? "a directory" : status.isFIFO() ? "a pipe" : "not a regular file";
  throw new Fault("config", `cannot read ${path}: it is ${kind}`);
}

function refuseUnlessPrivate(path: string, file: number): void {
  const { mode, uid } = fstatSync(file);
  if (onWindows) return;
  const me = ownUser();
  if (me !== 0 && uid !== me) {
    throw new Fault("config", `refused to read ${path}: it belongs to another user (uid ${uid})`, {
      hints: [`if it is yours: sudo chown ${me} ${shellWord(path)}`],
    });
  }
  if ((mode & 0o077) !== 0) {
    const octal = (mode & 0o777).toString(8).padStart(4, "0");
    throw new Fault("config", `refused to read ${path}: others can read it (mode ${octal})`, {
      hints: [`chmod 600 ${shellWord(path)}`],
    });
  }
}
