import { spawn } from "node:child_process";

/** How a script ended, and all that it wrote. */
export interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a bash script to its end, as `runProgram` does; rejects only when there is no bash. */
export function runScript(
  path: string,
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>> = {},
): Promise<Ended> {
  return runProgram("bash", [path, ...args], { env });
}

/**
 * Runs a program to its end; rejects only when there is no such program. `env` goes on top of this process's environment;
 * a variable that is undefined there is taken away.
 */
export function runProgram(
  program: string,
  args: readonly string[],
  {
    env = {},
    cwd,
  }: { env?: Readonly<Record<string, string | undefined>> | undefined; cwd?: string | undefined } = {},
): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...process.env, ...env },
      ...(cwd === undefined ? {} : { cwd }),
    });
    const stdout: Buffer[] = [];
    const stderr: Buffer[] = [];
    child.stdout.on("data", (chunk: Buffer) => stdout.push(chunk));
    child.stderr.on("data", (chunk: Buffer) => stderr.push(chunk));
    child.on("error", reject);
    child.on("close", (code) =>
      resolve({
        code: code ?? 1,
        stdout: Buffer.concat(stdout).toString(),
        stderr: Buffer.concat(stderr).toString(),
      }),
    );
  });
}

/** The reason a script gave: the last line it wrote to stderr. */
export function lastLine(ended: Ended): string {
  return ended.stderr.trimEnd().split("\n").at(-1) ?? "";
}
