import {
  mkdirSync,
  readdirSync,
  renameSync,
  rmdirSync,
  rmSync,
  unlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { errnoOf, Fault } from "../errors.ts";
import { shellWord } from "../shell-words.ts";
import { fileFault } from "./fault.ts";
import { forgottenAfter, isOwned, ownerInWords, ownerName } from "./owner.ts";
import { onWindows } from "./process.ts";
import { makeDirectory } from "./replace.ts";
import { attempt, temporaryPath } from "./temporary.ts";

export interface LockOptions {
  readonly signal?: AbortSignal;
  /** How long to wait for one and the same holder, in milliseconds; 20 s unless told. */
  readonly waitMs?: number;
}

/**
 * Runs `work` while no other process holds the lock of `path`, and returns what it returns. The lock of a process that
 * was killed is taken over at once. Throws a Fault `config` when the wait is over, and the signal's reason when aborted.
 */
export async function withLock<T>(
  path: string,
  work: () => T | Promise<T>,
  options?: LockOptions,
): Promise<T> {
  const release = await acquire(path, options);
  try {
    return await work();
  } finally {
    release();
  }
}

/** Takes the lock of `path`; what it returns gives it back. Faults as withLock. */
export async function acquire(path: string, options: LockOptions = {}): Promise<() => void> {
  const waitMs = options.waitMs ?? 20_000;
  let holder: string | undefined;
  let since = 0;
  for (let tries = 1; ; tries += 1) {
    options.signal?.throwIfAborted();
    const tried = tryAcquire(path);
    if ("release" in tried) return tried.release;
    // A lock that changes hands is being worked off, however many wait for it.
    if (tried.holder !== holder) since = performance.now();
    holder = tried.holder;
    if (performance.now() - since >= waitMs) throw waitedTooLong(tried, waitMs);
    await sleep(pauseAfter(tries), undefined, options.signal ? { signal: options.signal } : {}).catch(
      () => {},
    );
  }
}

/**
 * Random, so that many waiters neither move in step nor starve one of them; longer and longer, so that a hundred of them
 * do not take from the holder the time that it needs to finish.
 */
function pauseAfter(tries: number): number {
  return (2 + Math.random() * 28) * Math.min(5, 1 + tries / 10);
}

/** A lock that somebody else has. */
export interface Held {
  /** Who it is, in words: `process 4711`. */
  readonly holder: string;
  /** The directory that is the lock. */
  readonly lock: string;
}

/** Takes the lock of `path` if nobody has it, without waiting. Throws a Fault `config` where it cannot be made. */
export function tryAcquire(path: string): { release(): void } | Held {
  const lock = `${path}.lock`;
  makeDirectory(dirname(path));
  const holder = clearDead(lock);
  const owner = ownerName();
  if (holder !== undefined || !take(lock, owner)) return { holder: ownerInWords(holder), lock };
  const kept = keepFresh(join(lock, owner));
  return {
    release() {
      clearInterval(kept);
      release(lock, owner);
    },
  };
}

/** Who cannot look at this process goes by the time of its file: a run may take longer than the dead are remembered. */
function keepFresh(file: string): NodeJS.Timeout {
  const touch = () => attempt(() => utimesSync(file, new Date(), new Date()));
  return setInterval(touch, forgottenAfter / 4).unref();
}

/*
 * The lock is a directory `PATH.lock` with one file, whose name is unique and says who holds it. It appears with its
 * file in it, by the rename of a directory made aside, which fails where the target has a file in it. A dead holder is
 * removed by that unique name, so that of two who do it at once neither can hit a new holder; and a directory is only
 * ever removed by rmdir, which fails unless it is empty.
 */

function take(lock: string, owner: string): boolean {
  const aside = temporaryPath(dirname(lock), owner);
  try {
    mkdirSync(aside, { mode: 0o700 });
    writeFileSync(join(aside, owner), "", { flag: "wx", mode: 0o600 });
    return renamed(aside, lock);
  } catch (error) {
    throw fileFault("lock", lock.slice(0, -".lock".length), error);
  } finally {
    rmSync(aside, { recursive: true, force: true });
  }
}

/** False when another was quicker. */
function renamed(aside: string, lock: string): boolean {
  try {
    renameSync(aside, lock);
    return true;
  } catch (error) {
    const errno = errnoOf(error);
    // Windows says EPERM where a target is in the way.
    if (errno === "ENOTEMPTY" || errno === "EEXIST" || (onWindows && errno === "EPERM")) return false;
    throw error;
  }
}

function release(lock: string, owner: string): void {
  attempt(() => unlinkSync(join(lock, owner)));
  attempt(() => rmdirSync(lock));
}

/** The name of the living holder; a dead one's is removed, and undefined says that the lock may be tried. */
function clearDead(lock: string): string | undefined {
  const found = holders(lock);
  for (const holder of found) {
    if (isOwned(join(lock, holder), holder)) return holder;
    attempt(() => unlinkSync(join(lock, holder)));
  }
  attempt(() => rmdirSync(lock));
  return undefined;
}

function holders(lock: string): string[] {
  try {
    return readdirSync(lock);
  } catch (error) {
    if (errnoOf(error) === "ENOENT") return [];
    throw fileFault("lock", lock, error, `if no rptctl runs: rm -r ${shellWord(lock)}`);
  }
}

function waitedTooLong({ holder, lock }: Held, waitMs: number): Fault {
  return new Fault("config", `waited ${waitMs / 1000} s for the lock ${lock}, which ${holder} holds`, {
    hints: [`if ${holder} is not an rptctl at work: rm -r ${shellWord(lock)}`],
  });
}
