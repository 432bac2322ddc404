import { spawn } from "node:child_process";
import { chmodSync, cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll } from "vitest";
import type { Ended } from "../../process/program.ts";
import type { Place } from "./places.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url));
/** The program, where every user can read it. */
const own = mkdtempSync(join(tmpdir(), "rptctl-program-"));

beforeAll(() => {
  for (const name of ["bin", "completions", "dist", "package.json"])
    cpSync(join(root, name), join(own, name), { recursive: true });
  chmodSync(own, 0o755);
});
afterAll(() => rmSync(own, { recursive: true }));

/** Runs the built program on a disk: all that it may write is there. */
export function run(
  { path, uid, prefix }: Pick<Place, "path" | "uid" | "prefix">,
  argv: readonly string[],
  env: Readonly<Record<string, string>>,
  { stdin = "", stdout = "pipe" }: { readonly stdin?: string; readonly stdout?: "pipe" | number } = {},
): Promise<Ended> {
  const line = [...(prefix?.() ?? []), process.execPath, join(own, "bin", "rptctl.js"), ...argv];
  const child = spawn(line[0]!, line.slice(1), {
    cwd: "/",
    env: {
      PATH: process.env.PATH,
      HOME: path,
      RPTCTL_KEYRING: "off",
      RPTCTL_CONFIG_DIR: join(path, "config"),
      XDG_STATE_HOME: join(path, "state"),
      TMPDIR: join(path, "tmp"),
      ...env,
    },
    stdio: ["pipe", stdout, "pipe"],
    ...(uid === undefined ? {} : { uid, gid: uid }),
  });
  const said = { stdout: "", stderr: "" };
  child.stdout?.on("data", (text) => {
    said.stdout += text;
  });
  child.stderr!.on("data", (text) => {
    said.stderr += text;
  });
  child.stdin!.on("error", () => {});
  child.stdin!.end(stdin);
  return new Promise((resolve) => child.once("close", (code) => resolve({ code, ...said })));
}
