import { type ChildProcess, spawn } from "node:child_process";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { rolldown } from "rolldown";

/** A module of src as one file that plain Node 20 can import, in a directory that every user can read. */
export async function bundled(
  source: string,
): Promise<{ file: string; directory: string; remove(): Promise<void> }> {
  const directory = await mkdtemp(join(tmpdir(), "rptctl-bundle-"));
  const file = join(directory, "module.mjs");
  const bundle = await rolldown({ input: resolve(source), platform: "node", external: ["@napi-rs/keyring"] });
  await bundle.write({ file, format: "esm", codeSplitting: false });
  await bundle.close();
  await chmod(directory, 0o755);
  return { file, directory, remove: () => rm(directory, { recursive: true }) };
}

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Starts a script of ours under Node; `module` in it is the bundle, `argv` what is given. */
export function start(
  bundle: { file: string },
  script: string,
  options: { argv?: readonly string[]; uid?: number; env?: Record<string, string> } = {},
): { child: ChildProcess; ended: Promise<Ended> } {
  const head = `import * as module from ${JSON.stringify(bundle.file)};\nconst argv = process.argv.slice(1);\n`;
  const child = spawn(
    process.execPath,
    ["--input-type=module", "-e", head + script, "--", ...(options.argv ?? [])],
    {
      stdio: ["pipe", "pipe", "pipe"],
      ...(options.uid === undefined ? {} : { uid: options.uid, gid: options.uid }),
      ...(options.env === undefined ? {} : { env: options.env }),
    },
  );
  let stdout = "";
  let stderr = "";
  child.stdout.on("data", (chunk) => {
    stdout += chunk;
  });
  child.stderr.on("data", (chunk) => {
    stderr += chunk;
  });
  const ended = new Promise<Ended>((resolve) => {
    child.on("close", (code) => resolve({ code, stdout, stderr }));
  });
  return { child, ended };
}

/** Resolves when the child has printed a line that holds `text`. */
export function printed(child: ChildProcess, text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    let seen = "";
    child.stdout?.on("data", (chunk) => {
      seen += chunk;
      if (seen.includes(text)) resolve();
    });
    child.on("close", () => reject(new Error(`ended before it printed ${text}`)));
  });
}
