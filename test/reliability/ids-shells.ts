import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";

/** What each shell is started with to read a script as it reads what is typed, history and patterns included. */
export const shells = {
  bash: { args: ["--norc"], first: "set -o history -o histexpand; shopt -s extglob" },
  zsh: { args: ["-f"], first: "setopt banghist extendedglob magicequalsubst" },
  fish: { args: ["--no-config"], first: "" },
} as const;

export type Shell = keyof typeof shells;

/** Pastes command lines into a shell, in which the programs that they name say what they were called with. */
export function paster(
  ...programs: readonly string[]
): (shell: Shell, lines: readonly string[]) => (readonly string[])[] {
  const directory = mkdtempSync(join(tmpdir(), "rptctl-paste-"));
  afterAll(() => rmSync(directory, { recursive: true, force: true }));
  mkdirSync(join(directory, "bin"));
  for (const program of programs) {
    const path = join(directory, "bin", program);
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is the shell's
    writeFileSync(path, '#!/bin/sh\nprintf \'%s\\0\' "${0##*/}" "$@"\n');
    chmodSync(path, 0o755);
  }
  return (shell, lines) => {
    const script = join(directory, `script.${shell}`);
    const numbered = lines.map((line, index) => `printf '\\002${index}\\0'\n${line}\n`);
    writeFileSync(script, `${shells[shell].first}\n${numbered.join("")}`);
    const env = { HOME: directory, PATH: `${join(directory, "bin")}:${process.env.PATH}`, LC_ALL: "C.UTF-8" };
    const said = execFileSync(shell, [...shells[shell].args, script], {
      cwd: directory,
      env,
      maxBuffer: 1 << 28,
      stdio: ["ignore", "pipe", "pipe"],
    });
    const called: string[][] = lines.map(() => []);
    let current: string[] = [];
    for (const part of said.toString().split("\0").slice(0, -1)) {
      if (part.startsWith("\u0002")) current = called[Number(part.slice(1))]!;
      else current.push(part);
    }
    return called;
  };
}
