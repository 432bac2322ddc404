import { readFileSync } from "node:fs";
import process from "node:process";
import { errnoOf } from "../errors.ts";

/** A process that outlives the reuse of its number: `start` is its start time as the kernel says it, "" where unknown. */
export interface ProcessId {
  readonly pid: number;
  readonly start: string;
}

/** True where files have no POSIX modes and owners. */
export const onWindows = process.platform === "win32";

/** The user that the kernel judges file access by; undefined on Windows. */
export function ownUser(): number | undefined {
  return process.geteuid?.();
}

export function ownProcess(): ProcessId {
  return { pid: process.pid, start: inspect(process.pid).start };
}

/** False when that process has ended: its number is free, taken by another, or it is a zombie that nobody has reaped. */
export function isRunning({ pid, start }: ProcessId): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    // EPERM: it is there, and another user's.
    if (errnoOf(error) === "ESRCH") return false;
  }
  const now = inspect(pid);
  if (now.zombie) return false;
  return start === "" || now.start === "" || now.start === start;
}

/** What Linux's /proc says; nothing elsewhere, or where it is hidden. */
function inspect(pid: number): { start: string; zombie: boolean } {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The command's name may hold blanks and parentheses: fields are counted from its last one.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return { start: fields[19] ?? "", zombie: fields[0] === "Z" || fields[0] === "X" };
  } catch {
    return { start: "", zombie: false };
  }
}
