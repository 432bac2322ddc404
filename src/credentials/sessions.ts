import { lstatSync, readdirSync, realpathSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { configDirectory } from "../config/directory.ts";
import { Fault } from "../errors.ts";
import { acquire, type LockOptions } from "../files/lock.ts";
import { isOurs } from "../files/private-directory.ts";
import { readPrivate } from "../files/read.ts";
import { replaceFile } from "../files/replace.ts";
import type { World } from "../world.ts";

/** A token that a system gave for a sign-in. It is kept as text, since it is written to a file of ours. */
export interface Session {
  readonly token: string;
  /** When the system forgets it, in milliseconds since the epoch; absent where it does not say. */
  readonly expiresAt?: number;
  readonly principal?: string;
  readonly system: string;
  readonly context?: string;
  /** What else the system's requests need: an endpoint, a project. */
  readonly details?: Readonly<Record<string, unknown>>;
}

/**
 * The session tokens that later commands use again, one file each. A cache: a file that is broken, cut off, another
 * user's or readable by others counts as absent and is overwritten, and a directory that cannot be written, is a link or can be
 * written by others is no failure: it is left alone.
 */
export interface Sessions {
  /** The session of that key, unless it has expired or will within 30 s (within a quarter of a shorter lifetime). */
  read(key: string): Session | undefined;
  /** False when it could not be kept on disk; this process still remembers it. */
  write(key: string, session: Session): boolean;
  /** True when there was one. */
  remove(key: string): boolean;
  /** Removes the sessions that `chosen` picks (all unless told), and every file that is no session; says how many. */
  clear(chosen?: (session: Session) => boolean): number;
  /** Those that have not expired. */
  list(): Session[];
  /** The kept session, else that of `signIn`: parallel commands sign in once between them. */
  signInOnce(key: string, signIn: () => Promise<Session>, options?: LockOptions): Promise<Session>;
  /** A session other than the refused `staleToken`: the one that another command has made since, else that of `signIn`. */
  renew(
    key: string,
    staleToken: string,
    signIn: () => Promise<Session>,
    options?: LockOptions,
  ): Promise<Session>;
}

/** The margin before the end, so that a token does not expire on its way. */
const margin = 30_000;

interface Kept extends Session {
  readonly savedAt: number;
  /** Whose it is: the file's name is too short to tell it. */
  readonly key: string;
}

/** The sessions that this user keeps. */
export function ownSessions(world: World): Sessions {
  return openSessions(join(configDirectory(world), "sessions"), world);
}

/** `key` is whatever tells one session from another, and no secret; file names say nothing of it. */
export function openSessions(directory: string, clock: { now(): number } = Date): Sessions {
  const unwritten = new Map<string, Kept>();
  const turns = new Map<string, Promise<unknown>>();
  const isUsable = () => isOurs(directory) && isOurs(realParent(directory));
  const pathOf = (key: string) => join(directory, shortName(key));
  const isFresh = ({ expiresAt, savedAt }: Kept) =>
    expiresAt === undefined || clock.now() < expiresAt - Math.min(margin, (expiresAt - savedAt) / 4);

  const sessions: Sessions = {
    read(key) {
      const kept = unwritten.get(key) ?? (isUsable() ? readKept(fileOf(pathOf(key))) : undefined);
      return kept !== undefined && kept.key === key && isFresh(kept) ? sessionOf(kept) : undefined;
    },
    write(key, session) {
      const kept: Kept = { ...session, savedAt: clock.now(), key };
      const written = isUsable() && overwrite(fileOf(pathOf(key)), JSON.stringify(kept));
      if (written) unwritten.delete(key);
      else unwritten.set(key, kept);
      return written;
    },
    remove(key) {
      const known = unwritten.delete(key);
      return (isUsable() && removeQuietly(fileOf(pathOf(key)))) || known;
    },
    clear(chosen = () => true) {
      let removed = 0;
      for (const [key, kept] of unwritten) if (chosen(sessionOf(kept)) && unwritten.delete(key)) removed += 1;
      for (const path of isUsable() ? sessionFiles(directory) : []) {
        const kept = readKept(path);
        if ((kept === undefined || chosen(sessionOf(kept))) && removeQuietly(path)) removed += 1;
      }
      return removed;
    },
    list() {
      const written = isUsable() ? sessionFiles(directory) : [];
      const kept = [...unwritten.values(), ...written.map(readKept)];
      return kept
        .filter((each) => each !== undefined && isFresh(each))
        .map((each) => sessionOf(each as Kept));
    },
    signInOnce(key, signIn, options) {
      return alone(key, options, async () => sessions.read(key) ?? keep(key, await signIn()));
    },
    renew(key, staleToken, signIn, options) {
      return alone(key, options, async () => {
        const current = sessions.read(key);
        return current !== undefined && current.token !== staleToken ? current : keep(key, await signIn());
      });
    },
  };

  function keep(key: string, session: Session): Session {
    sessions.write(key, session);
    return session;
  }

  /** One at a time: within this process by turns, so that it holds also where no lock can be made; else by the lock. */
  function alone<T>(key: string, options: LockOptions | undefined, work: () => Promise<T>): Promise<T> {
    const before = turns.get(key) ?? Promise.resolve();
    const turn = before.then(() => (isUsable() ? underLock(pathOf(key), options, work) : work()));
    turns.set(
      key,
      turn.catch(() => {}),
    );
    return turn;
  }

  return sessions;
}

/**
 * Sixteen hexadecimal digits for a key. No cryptography, which takes three milliseconds to load: two keys that share a name only push
 * each other out, because a session says whose it is.
 */
function shortName(key: string): string {
  let [left, right] = [0xdeadbeef, 0x41c6ce57];
  for (let at = 0; at < key.length; at += 1) {
    const unit = key.charCodeAt(at);
    left = Math.imul(left ^ unit, 2654435761);
    right = Math.imul(right ^ unit, 1597334677);
  }
  const mixed = (one: number, other: number) =>
    Math.imul(one ^ (one >>> 16), 2246822507) ^ Math.imul(other ^ (other >>> 13), 3266489909);
  return [mixed(left, right), mixed(right, left)]
    .map((half) => (half >>> 0).toString(16).padStart(8, "0"))
    .join("");
}

/** To sign in twice is better than not to: without a lock (a read-only home, a long wait) the work is done all the same. */
async function underLock<T>(
  path: string,
  options: LockOptions | undefined,
  work: () => Promise<T>,
): Promise<T> {
  let release = () => {};
  try {
    release = await acquire(path, options);
  } catch (error) {
    if (!(error instanceof Fault) || error.code !== "config") throw error;
  }
  try {
    return await work();
  } finally {
    release();
  }
}

/** The configuration's directory itself may well be a link: people keep it in a repository. */
function realParent(directory: string): string {
  try {
    return realpathSync(dirname(directory));
  } catch {
    return dirname(directory);
  }
}

function fileOf(path: string): string {
  return `${path}.json`;
}

function sessionFiles(directory: string): string[] {
  try {
    return readdirSync(directory)
      .filter((name) => /^[0-9a-f]{16}\.json$/.test(name))
      .map((name) => join(directory, name));
  } catch {
    return [];
  }
}

function readKept(path: string): Kept | undefined {
  try {
    const kept: unknown = JSON.parse(readPrivate(path) ?? "null");
    return isKept(kept) ? kept : undefined;
  } catch {
    return undefined;
  }
}

function isKept(value: unknown): value is Kept {
  if (typeof value !== "object" || value === null) return false;
  const { token, system, savedAt, expiresAt, key } = value as Record<string, unknown>;
  if (typeof token !== "string" || token === "" || typeof system !== "string") return false;
  if (typeof key !== "string") return false;
  return typeof savedAt === "number" && (expiresAt === undefined || typeof expiresAt === "number");
}

function sessionOf({ savedAt: _, key: __, ...session }: Kept): Session {
  return session;
}

/** Whatever lies in the way (a link, a directory) is no session and is removed; a session stays where the disk takes no other. */
function overwrite(path: string, text: string): boolean {
  try {
    if (lstatSync(path, { throwIfNoEntry: false })?.isFile() === false) rmSync(path, { recursive: true });
    replaceFile(path, text, { mode: 0o600 });
    return true;
  } catch {
    // The cache is a convenience: what cannot be kept is fetched again.
    return false;
  }
}

function removeQuietly(path: string): boolean {
  try {
    rmSync(path, { recursive: true });
    return true;
  } catch {
    return false;
  }
}
