import { fstatSync, readFileSync, statSync, writeSync } from "node:fs";
import { join } from "node:path";

/**
 * Prints what needs no look at the world, as the build has written it down by asking the program itself: the version, the help of
 * each command, the completion scripts. Gives the exit code. Undefined where nothing is ready, where stdout is a terminal (whose
 * help is as wide as it is) and where stdout does not take it: main then does it all, and says what is wrong.
 */
export function answerAtOnce(argv: readonly string[], dist: string): number | undefined {
  if (argv.length > 5 || !argv.every((word) => /^[a-z-]{1,30}$/.test(word))) return undefined;
  try {
    if (isTerminal()) return undefined;
    const [exit, answer] = readyAnswer(join(dist, "ready", argv.join(" ")));
    for (let taken = 0; taken < answer.length; ) taken += writeSome(answer, taken);
    return exit;
  } catch {
    return undefined;
  }
}

/** A file of `ready` begins with the exit code, on a line of its own. */
function readyAnswer(path: string): [number, Buffer] {
  const bytes = readFileSync(path);
  const end = bytes.indexOf("\n");
  return [Number(bytes.toString("latin1", 0, end)), bytes.subarray(end + 1)];
}

/** How many bytes stdout took: none yet where the reader of a pipe that does not block is behind. */
function writeSome(bytes: Buffer, from: number): number {
  try {
    return writeSync(1, bytes, from);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EAGAIN") throw error;
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
    return 0;
  }
}

/** /dev/null is a device as well, but nobody looks at it. */
function isTerminal(): boolean {
  const status = fstatSync(1);
  return status.isCharacterDevice() && status.rdev !== statSync("/dev/null", { throwIfNoEntry: false })?.rdev;
}
