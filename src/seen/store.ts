import { readdirSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { isOurs } from "../files/private-directory.ts";
import { readPrivate } from "../files/read.ts";
import { replaceFile } from "../files/replace.ts";
import type { Place } from "./place.ts";

/** An id and the name that people know it by; the name is empty where there is none. */
export type Named = readonly [id: string, name: string];

/** By what they are: `scope/scopes`. The one that was seen last comes first. */
export type Seen = Readonly<Record<string, readonly Named[]>>;

/** Of one kind of thing no more than these are kept. */
export const mostSeen = 200;

/** Nobody types or reads more of a name. */
const longest = 200;

/** What was seen at that server; nothing where the file is not there, broken, another server's or not ours alone. */
export function readSeen({ path, server }: Place): Seen {
  try {
    const kept = JSON.parse(readPrivate(path) ?? "null") as { server?: unknown; seen?: unknown } | null;
    return kept !== null && kept.server === server && isSeen(kept.seen) ? kept.seen : {};
  } catch {
    return {};
  }
}

/**
 * Puts what a command saw before what is known, and takes away what is gone. A convenience: where it cannot be kept it is not, and
 * what says nothing new is not written again.
 */
export function keepSeen(
  place: Place,
  things: string,
  found: readonly Named[],
  gone: readonly string[],
): void {
  try {
    const directory = dirname(place.path);
    if (!isOurs(directory)) return;
    const seen = readSeen(place);
    const before = seen[things] ?? [];
    const after = merged(before, found.filter(isShort), new Set(gone));
    if (JSON.stringify(after) === JSON.stringify(before)) return;
    const text = JSON.stringify({ server: place.server, seen: { ...seen, [things]: after } });
    replaceFile(place.path, `${text}\n`, { mode: 0o600, lasting: false });
  } catch {
    // The next command that sees them keeps them.
  }
}

/** Forgets what was seen in a context. */
export function forgetSeen(directory: string, context: string): void {
  try {
    if (!isOurs(directory)) return;
    for (const name of readdirSync(directory)) {
      if (name.replace(/\.[a-z]+\.json$/, "") === context) rmSync(join(directory, name));
    }
  } catch {
    // There is none, or it is not ours.
  }
}

/** A name that is known stays where the command did not see one. */
function merged(
  before: readonly Named[],
  found: readonly Named[],
  gone: ReadonlySet<string>,
): readonly Named[] {
  const known = new Map(before);
  const after = new Map<string, string>();
  for (const [id, name] of [...found, ...before]) {
    if (!gone.has(id) && !after.has(id)) after.set(id, name || (known.get(id) ?? ""));
  }
  return [...after].slice(0, mostSeen);
}

function isShort([id]: Named): boolean {
  return id !== "" && id.length <= longest;
}

function isSeen(value: unknown): value is Seen {
  if (typeof value !== "object" || value === null) return false;
  return Object.values(value).every((list) => Array.isArray(list) && list.every(isNamed));
}

function isNamed(value: unknown): boolean {
  return Array.isArray(value) && value.length === 2 && value.every((text) => typeof text === "string");
}
