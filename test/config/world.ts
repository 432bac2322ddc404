import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { afterEach } from "vitest";
import { Fault } from "../../src/errors.ts";
import type { World } from "../../src/world.ts";

const directories: string[] = [];

afterEach(() => {
  for (const directory of directories.splice(0)) rmSync(directory, { recursive: true, force: true });
});

/** A directory that is gone after the test. */
export function temporaryDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), "rptctl-config-"));
  directories.push(directory);
  return directory;
}

/** A World whose configuration directory is a temporary one, with this config.yaml in it. */
export function worldWith(yaml?: string, env: Record<string, string> = {}): World & { directory: string } {
  const directory = temporaryDirectory();
  if (yaml !== undefined) writeFileSync(join(directory, "config.yaml"), yaml);
  const sink = { isTTY: false, columns: undefined, write: async () => {} };
  return {
    directory,
    env: { PATH: process.env.PATH, RPTCTL_CONFIG_DIR: directory, ...env },
    cwd: "/work-here",
    home: "/home/u",
    platform: "linux",
    stdin: { isTTY: false, stream: Readable.from([]) },
    stdout: sink,
    stderr: sink,
    program: "/usr/bin/rptctl",
    version: "0.0.0",
    now: () => 0,
    random: () => 0.5,
    sleep: async () => {},
    signal: new AbortController().signal,
  };
}

/** The fault of something that must fail. */
export async function faultOf(work: () => unknown): Promise<Fault> {
  try {
    await work();
  } catch (error) {
    if (error instanceof Fault) return error;
    throw error;
  }
  throw new Error("nothing failed");
}
