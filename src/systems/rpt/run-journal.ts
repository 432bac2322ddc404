import { createHash } from "node:crypto";
import { readdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { Fault } from "../../errors.ts";
import { withLock } from "../../files/lock.ts";
import { readText } from "../../files/read.ts";
import { replaceFile } from "../../files/replace.ts";
import { stateHome } from "../../files/state-home.ts";
import { isRecord } from "../../record.ts";
import { shellWord } from "../../shell-words.ts";
import type { World } from "../../world.ts";

/**
 * What is known of a run that has a key. It is written before the schedule is sent, so that whoever is killed in between
 * leaves word of what to look for.
 */
export interface RunRecord {
  /** What was asked for, so that a key is not used for two things. */
  readonly request: string;
  readonly guid: string;
  /** The schedule's name, and its reports'. */
  readonly name: string;
  /** When it runs, by the server's clock; with its milliseconds it tells this schedule from others of that name. */
  readonly start: number;
  /** When the record was begun, by one's own clock. */
  readonly at: number;
  /** The ids of the reports of that name that were there before. */
  readonly before: readonly string[];
  /** Once the server has told it, or it was found. */
  readonly schedule?: string;
  readonly report?: string;
  /** Where the report was saved. */
  readonly saved?: string;
}

/** Keys are forgotten after so long. */
const kept = 90 * 86_400_000;

/** The record of one run key on one server: a file in the user's state directory. */
export class RunJournal {
  readonly #path: string;
  readonly #key: string;

  constructor(world: Pick<World, "env" | "home">, server: string, key: string) {
    const name = createHash("sha256")
      .update(JSON.stringify([server, key]))
      .digest("hex")
      .slice(0, 32);
    this.#path = join(directory(world), `${name}.json`);
    this.#key = key;
  }

  /** Undefined where the key is new. @throws Fault config where the file is none of ours. */
  read(): RunRecord | undefined {
    const text = readText(this.#path);
    if (text === undefined) return undefined;
    try {
      const value: unknown = JSON.parse(text);
      if (isRecord(value) && typeof value.guid === "string" && typeof value.start === "number") {
        return value as unknown as RunRecord;
      }
    } catch {
      // Told below.
    }
    throw new Fault("config", `${this.#path}, the record of the run key "${this.#key}", is damaged`, {
      hints: [`if the report was not made: rm ${shellWord(this.#path)}`],
    });
  }

  write(record: RunRecord): void {
    replaceFile(this.#path, JSON.stringify(record), { mode: 0o600 });
  }

  /** As write, for what is done already: the fault of a disk that does not take it says so. */
  writeDone(done: string, record: RunRecord): void {
    try {
      this.write(record);
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      throw error.with({ hints: [`${done} all the same: the same command goes on with it`] });
    }
  }

  /** Nobody else with the same key sends anything meanwhile. */
  locked<T>(work: () => Promise<T>, signal: AbortSignal): Promise<T> {
    return withLock(this.#path, work, { signal, waitMs: 600_000 });
  }

  /** Removes the records of runs that nobody will ask for again. */
  static forgetOld(world: Pick<World, "env" | "home" | "now">): void {
    try {
      for (const name of readdirSync(directory(world))) {
        const path = join(directory(world), name);
        if (name.endsWith(".json") && world.now() - statSync(path).mtimeMs > kept) rmSync(path);
      }
    } catch {
      // A record too many is no harm.
    }
  }
}

function directory(world: Pick<World, "env" | "home">): string {
  return join(stateHome(world), "runs");
}
