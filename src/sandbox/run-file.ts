import { join } from "node:path";
import { Fault } from "../errors.ts";
import { isRunning, ownProcess } from "../files/process.ts";
import { readPrivate } from "../files/read.ts";
import { removeFile, replaceFile } from "../files/replace.ts";
import { shellWord } from "../shell-words.ts";

const fileName = "run.json";

/** The request header that carries the control token. */
export const controlHeader = "x-sandbox-token";

/** What a running sandbox says of itself in its state directory, so that later commands find and may steer it. */
export interface RunFile {
  readonly pid: number;
  /** The process's start time as the kernel says it; "" where it is not known. */
  readonly start: string;
  /** ISO 8601, real time. */
  readonly startedAt: string;
  readonly port: number;
  readonly url: string;
  /** What the control routes ask for: only who may read the state directory may steer the sandbox. */
  readonly controlToken: string;
}

/** Writes it for this process, readable by its owner alone. */
export function writeRunFile(state: string, run: Omit<RunFile, "pid" | "start">): void {
  const file: RunFile = { ...ownProcess(), ...run };
  replaceFile(join(state, fileName), `${JSON.stringify(file, null, 2)}\n`, { mode: 0o600 });
}

/** Undefined where no sandbox was started, or the last one was stopped. Throws a Fault `config` for a broken file. */
export function readRunFile(state: string): RunFile | undefined {
  const path = join(state, fileName);
  const text = readPrivate(path);
  if (text === undefined) return undefined;
  try {
    const run: RunFile = JSON.parse(text);
    if (Number.isInteger(run.pid) && typeof run.url === "string" && typeof run.controlToken === "string")
      return run;
  } catch {
    // Said below.
  }
  throw new Fault("config", `${path} is not what a sandbox writes`, { hints: [`rm ${shellWord(path)}`] });
}

/** True while the process that wrote it lives; a number that the kernel has given to another does not count. */
export function isAlive(run: RunFile): boolean {
  return isRunning({ pid: run.pid, start: run.start });
}

export function removeRunFile(state: string): void {
  removeFile(join(state, fileName));
}
