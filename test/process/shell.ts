import { spawn } from "node:child_process";
import { inShell } from "./command.ts";
import type { Ended } from "./program.ts";

/** Runs a line of bash in which `rptctl` is the built program; the exit code is that of the line. */
export function shell(line: string, env: Readonly<Record<string, string>>): Promise<Ended> {
  const script = `rptctl() { ${inShell} "$@"; }\n${line}`;
  const child = spawn("bash", ["-c", script], {
    env: { PATH: process.env.PATH, RPTCTL_KEYRING: "off", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const parts = { stdout: [] as Buffer[], stderr: [] as Buffer[] };
  child.stdout.on("data", (part: Buffer) => parts.stdout.push(part));
  child.stderr.on("data", (part: Buffer) => parts.stderr.push(part));
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => {
      const stdout = Buffer.concat(parts.stdout).toString();
      resolve({ code, stdout, stderr: Buffer.concat(parts.stderr).toString() });
    });
  });
}
