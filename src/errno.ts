import { constants } from "node:os";
import { errnoOf, messageOf } from "./errors.ts";

/** What the system says no with, in words, and what mends it. */
interface Refusal {
  readonly why: string;
  readonly remedy?: string;
}

const refusals: Readonly<Record<string, Refusal>> = {
  EACCES: { why: "permission denied", remedy: "see whose it is: ls -ld" },
  EPERM: { why: "operation not permitted", remedy: "see whose it is: ls -ld" },
  EROFS: { why: "the file system is read-only", remedy: "use another place, or mount it writable" },
  ENOSPC: { why: "no space left on device", remedy: "free some space, then give the command again: df -h" },
  EDQUOT: {
    why: "the disk quota is used up",
    remedy: "free some space, or ask for a larger quota, then give the command again",
  },
  EFBIG: { why: "the file is too large", remedy: "see how large a file may be: ulimit -f" },
  EISDIR: { why: "it is a directory" },
  ENOTDIR: { why: "a part of the path is not a directory", remedy: "see what is there: ls -ld" },
  EEXIST: { why: "a file is in its place", remedy: "move it away, or use another place" },
  ENOENT: { why: "no such file or directory" },
  ELOOP: { why: "it is a symbolic link, or there are too many on the way", remedy: "see the link: ls -ld" },
  ENAMETOOLONG: { why: "the name is too long" },
  EMFILE: { why: "too many open files", remedy: "see how many may be open: ulimit -n" },
  EIO: { why: "the device failed (input/output error)", remedy: "see what the kernel says: dmesg" },
  EBADF: { why: "it is closed" },
};

/** Why the system said no, in words: "no space left on device". */
export function reasonOf(thrown: unknown): string {
  return refusalIn(thrown)?.why ?? messageOf(thrown);
}

/** What to do about it, as hints; a command that looks at a place ends with `place`, and stands alone where there is none. */
export function remediesOf(thrown: unknown, place = ""): string[] {
  const remedy = refusalIn(thrown)?.remedy;
  if (remedy === undefined) return [];
  return [/(?: -ld| -h)$/.test(remedy) && place !== "" ? `${remedy} ${place}` : remedy];
}

function refusalIn(thrown: unknown): Refusal | undefined {
  const errno = isQuota(thrown) ? "EDQUOT" : errnoOf(thrown);
  return errno === undefined ? undefined : refusals[errno];
}

/** The one that Node has no name for: it says UNKNOWN, or "Unknown system error -122". */
function isQuota(thrown: unknown): boolean {
  for (let error = thrown; error instanceof Error; error = error.cause) {
    if ((error as NodeJS.ErrnoException).errno === -constants.errno.EDQUOT) return true;
  }
  return false;
}
