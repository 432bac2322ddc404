import {
  constants,
  fstatSync,
  linkSync,
  lstatSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
  writeSync,
} from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { dirname } from "node:path";
import { errnoOf, Fault } from "../errors.ts";
import { shellWord } from "../shell-words.ts";
import { resultFault } from "./fault.ts";
import { readText } from "./read.ts";
import { makeDirectory, replaceFile } from "./replace.ts";

/** What a part file remembers of the document that it is a part of. */
export interface PartNote {
  /** What was asked for: the part of one document is never continued with another's. */
  readonly identity: string;
  /** The server's word for this version of it, as If-Range takes it. */
  readonly validator: string;
}

/**
 * A file that is being fetched: `NAME.part`, beside it `NAME.part.json` while it can be continued, and `NAME` when it is whole.
 */
export class PartFile {
  readonly target: string;
  readonly path: string;
  #file: FileHandle | undefined;
  #size = 0;
  #noted = false;

  constructor(target: string) {
    this.target = target;
    this.path = `${target}.part`;
  }

  get size(): number {
    return this.#size;
  }

  /** How much is there already of that document, and of which version; undefined where nothing can be continued. */
  left(identity: string): { size: number; validator: string } | undefined {
    const size = entryAt(this.path, lstatSync);
    if (size === undefined || !size.isFile() || size.size === 0) return undefined;
    try {
      const note = JSON.parse(readText(`${this.path}.json`) ?? "null") as PartNote | null;
      if (note === null || note.identity !== identity || typeof note.validator !== "string") return undefined;
      return { size: size.size, validator: note.validator };
    } catch {
      return undefined;
    }
  }

  /** Begins anew, or goes on behind what is there. @throws Fault failure that names the file. */
  async begin(from: number, note: PartNote | undefined): Promise<void> {
    await this.close();
    makeDirectory(dirname(this.path));
    const how = from === 0 ? constants.O_TRUNC : constants.O_APPEND;
    try {
      // The file at this name may have another name too, which is not to be emptied.
      if (from === 0 && entryAt(this.path, lstatSync)?.isFile()) rmSync(this.path);
      // O_NOFOLLOW: a link planted at this name is not written through; O_NONBLOCK: a pipe is not waited at.
      this.#file = await open(
        this.path,
        constants.O_WRONLY |
          constants.O_CREAT |
          how |
          (constants.O_NOFOLLOW ?? 0) |
          (constants.O_NONBLOCK ?? 0),
        0o666,
      );
    } catch (error) {
      throw resultFault("write", this.path, error);
    }
    if (!this.#isThere()) throw exchanged(this.path);
    this.#size = from;
    // What is continued has its note already, and keeps it also where the disk takes nothing more.
    this.#noted = from > 0;
    if (from > 0) return;
    if (note === undefined) rmSync(`${this.path}.json`, { force: true });
    else replaceFile(`${this.path}.json`, JSON.stringify(note), { mode: 0o600 });
    this.#noted = note !== undefined;
  }

  /** Written before it returns, since the bytes may be another's afterwards. @throws Fault failure that names the file. */
  append(bytes: Uint8Array): void {
    try {
      for (let done = 0; done < bytes.byteLength; ) done += writeSync(this.#file!.fd, bytes, done);
    } catch (error) {
      throw resultFault(
        "write",
        this.path,
        error,
        ...(this.#noted ? ["what has come so far is kept, and continued"] : []),
      );
    }
    this.#size += bytes.byteLength;
  }

  /** Gives the whole file its name. @throws Fault conflict where a file has it already and may not be replaced. */
  async finish(overwrite: boolean): Promise<void> {
    try {
      await this.#file?.sync();
      if (!this.#isThere()) throw exchanged(this.path);
      await this.close();
      if (overwrite) renameSync(this.path, this.target);
      else place(this.path, this.target);
    } catch (error) {
      throw resultFault("write", this.target, error);
    }
    rmSync(`${this.path}.json`, { force: true });
  }

  /** False where the directory, or the part in it, was exchanged while the document came: what is there now is not ours. */
  #isThere(): boolean {
    if (this.#file === undefined) return true;
    const ours = fstatSync(this.#file.fd);
    const there = entryAt(this.path, lstatSync);
    return there?.ino === ours.ino && there.dev === ours.dev;
  }

  /** Closes it. A part that could not be continued, or that holds nothing, is of no use and goes; the other stays. */
  async give(): Promise<void> {
    const isOurs = this.#file !== undefined && this.#isThere();
    await this.close();
    if (isOurs && (!this.#noted || this.#size === 0)) this.remove();
  }

  remove(): void {
    rmSync(this.path, { force: true });
    rmSync(`${this.path}.json`, { force: true });
  }

  async close(): Promise<void> {
    const file = this.#file;
    this.#file = undefined;
    await file?.close();
  }
}

/** @throws Fault conflict where there is a file of that name. */
export function refuseExisting(path: string): void {
  // A link that leads nowhere is there too.
  const there = entryAt(path, statSync) ?? entryAt(path, lstatSync);
  if (there === undefined) return;
  if (there.isDirectory())
    throw new Fault("conflict", `${path} is a directory`, { hints: ["--dir takes directories"] });
  throw exists(path);
}

/** What is at that path. @throws Fault failure where the way there is barred, as by a file that is no directory. */
function entryAt(path: string, look: typeof statSync | typeof lstatSync): Stats | undefined {
  try {
    return look(path, { throwIfNoEntry: false });
  } catch (error) {
    throw resultFault("write", path, error);
  }
}

/** A link cannot take the name of a file that appeared meanwhile; a rename would. */
function place(from: string, to: string): void {
  try {
    linkSync(from, to);
  } catch (error) {
    if (errnoOf(error) === "EEXIST") throw exists(to);
    // Some file systems know no links.
    refuseExisting(to);
    renameSync(from, to);
    return;
  }
  rmSync(from, { force: true });
}

function exists(path: string): Fault {
  return new Fault("conflict", `${path} exists already`, {
    hints: ["--overwrite replaces it", `or: rm ${shellWord(path)}`],
  });
}

function exchanged(path: string): Fault {
  return new Fault("failure", `${path} was exchanged while it was written`, {
    hints: ["something else works in that directory: give the command again"],
  });
}
