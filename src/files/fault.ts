import { errnoOf, Fault, messageOf } from "../errors.ts";

const reasons: Readonly<Record<string, string>> = {
  EACCES: "permission denied",
  EPERM: "operation not permitted",
  EROFS: "the file system is read-only",
  ENOSPC: "no space left on the device",
  EDQUOT: "the disk quota is used up",
  EFBIG: "the file is too large",
  EISDIR: "it is a directory",
  ENOTDIR: "a part of the path is not a directory",
  EEXIST: "a file is in its place",
  ENOENT: "no such file or directory",
  ELOOP: "it is a symbolic link, or there are too many on the way",
  ENAMETOOLONG: "the name is too long",
  EMFILE: "too many open files",
  EIO: "the device failed (input/output error)",
};

/** Why the disk said no, in words: "no space left on the device". */
export function reasonOf(thrown: unknown): string {
  const errno = errnoOf(thrown);
  return (errno === undefined ? undefined : reasons[errno]) ?? messageOf(thrown);
}

/** The fault of a file that could not be used: `cannot write PATH: no space left on the device`. */
export function fileFault(doing: string, path: string, thrown: unknown, ...hints: string[]): Fault {
  if (thrown instanceof Fault) return thrown;
  return new Fault("config", `cannot ${doing} ${path}: ${reasonOf(thrown)}`, { cause: thrown, hints });
}

/** A path as a POSIX shell takes it: quoted only where it must be. */
export function shellPath(path: string): string {
  return /^[\w@%+=:,./-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`;
}
