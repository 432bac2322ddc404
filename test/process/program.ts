import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";
import { before, file } from "./command.ts";

export interface Ended {
  /** Null where a signal ended it. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Running {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
}

/** Starts the built program with this environment and no other. */
export function startProgram(
  argv: readonly string[],
  { env, stdin = "", cwd }: { env: Readonly<Record<string, string>>; stdin?: string; cwd?: string },
): Running {
  const child = spawn(file, [...before, ...argv], {
    env: { PATH: process.env.PATH, RPTCTL_KEYRING: "off", ...env },
    stdio: ["pipe", "pipe", "pipe"],
    ...(cwd === undefined ? {} : { cwd }),
  });
  const parts: Record<"stdout" | "stderr", Buffer[]> = { stdout: [], stderr: [] };
  child.stdout.on("data", (part: Buffer) => parts.stdout.push(part));
  child.stderr.on("data", (part: Buffer) => parts.stderr.push(part));
  child.stdin.on("error", () => {});
  child.stdin.end(stdin);
  const ended = new Promise<Ended>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => {
      const text = (from: Buffer[]) => Buffer.concat(from).toString();
      resolve({ code, stdout: text(parts.stdout), stderr: text(parts.stderr) });
    });
  });
  return { child, ended };
}

/** Directories that are gone after the tests of a file: homes to run the program in. */
export function freshHomes(): () => string {
  const made: string[] = [];
  afterAll(() => {
    for (const directory of made) rmSync(directory, { recursive: true, force: true });
  });
  return () => {
    const directory = mkdtempSync(join(tmpdir(), "rptctl-home-"));
    made.push(directory);
    return directory;
  };
}
