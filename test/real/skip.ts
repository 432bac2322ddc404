/** Why a machine cannot run a real server. Tests that need it are skipped, and say so once. */
export interface Skipped {
  readonly skipped: string;
}

/** Whether a `start...` function gave a reason instead of a server. */
export function isSkipped(started: object): started is Skipped {
  return "skipped" in started;
}

/** True in continuous integration, where a server that fails to start is a failure and not a reason to skip. */
export const mustRun = process.env.CI === "true";

const said = new Set<string>();

/** Says on stderr that tests are skipped, in one line and once a test file: `real CloudKitty skipped: not root`. */
export function saySkipped(what: string, reason: string): void {
  const line = `real ${what} skipped: ${reason}\n`;
  if (!said.has(line)) process.stderr.write(line);
  said.add(line);
}
