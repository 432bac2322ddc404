import { randomBytes } from "node:crypto";
import { statSync } from "node:fs";
import { hostname } from "node:os";
import { isRunning, ownProcess } from "./process.ts";

/** An owner that cannot be looked at (another host's, or no start times here) is taken for dead after this long. */
export const forgottenAfter = 3_600_000;

/** A name that no two things have, and that tells whose it is: this process, on this host. */
export function ownerName(): string {
  const { pid, start } = ownProcess();
  return `${pid}-${start}-${randomBytes(6).toString("hex")}@${host()}`;
}

/** Whether the owner of that name lives; `path` is the file whose time tells it of one that cannot be looked at. */
export function isOwned(path: string, name: string): boolean {
  const [, pid, start, where] = /^(\d+)-(\d*)-\w+@(.*)$/.exec(name) ?? [];
  if (where === host() && !isRunning({ pid: Number(pid), start: start ?? "" })) return false;
  if (where === host() && start !== "") return true;
  const since = statSync(path, { throwIfNoEntry: false })?.mtimeMs;
  return since !== undefined && Date.now() - since < forgottenAfter;
}

/** The name of an owner as people say it: `process 4711 on elsewhere`; of none, that of somebody. */
export function ownerInWords(name: string | undefined): string {
  const [, pid, where] = /^(\d+)-.*@(.*)$/.exec(name ?? "") ?? [];
  if (pid === undefined) return name ?? "another process";
  return `process ${pid}${where === host() ? "" : ` on ${where}`}`;
}

function host(): string {
  return hostname()
    .replace(/[^\w.-]/g, "_")
    .slice(0, 64);
}
