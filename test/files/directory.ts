import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach } from "vitest";

/** Gives fresh directories, which are removed after each test. */
export function freshDirectories(): () => string {
  const made: string[] = [];
  afterEach(() => {
    for (const directory of made.splice(0)) {
      chmodSync(directory, 0o700);
      rmSync(directory, { recursive: true, force: true });
    }
  });
  return () => {
    const directory = mkdtempSync(join(tmpdir(), "rptctl-files-"));
    made.push(directory);
    return directory;
  };
}

/** True when the tests run as root, who may mount a file system and become somebody else. */
export const isRoot = process.geteuid?.() === 0;

/** A user that owns nothing. */
export const nobody = 65534;

/** What `work` throws. */
export function thrown(work: () => unknown): unknown {
  try {
    work();
  } catch (error) {
    return error;
  }
  throw new Error("nothing was thrown");
}
