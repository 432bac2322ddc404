import { closeSync, constants, fstatSync, openSync, read } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { errnoOf, Fault } from "../errors.ts";
import { fileFault } from "./fault.ts";
import { atOnce, mostText, orAbsent, readText, textOf, tooLarge } from "./read.ts";

const readOnce = promisify(read);

/** Milliseconds between two looks at a pipe that has nothing yet. */
const pause = 10;

/**
 * As readText, for a file that the user names: it may also be a pipe (`<(pass show prod)`), which is read to its end. `most` is
 * in bytes, 16 MiB unless told. Throws a Fault `config`, and the signal's reason when aborted.
 */
export async function readGiven(
  path: string,
  signal: AbortSignal,
  most = mostText,
): Promise<string | undefined> {
  const file = orAbsent(path, () => openSync(path, constants.O_RDONLY | atOnce));
  if (file === undefined) return undefined;
  try {
    if (!fstatSync(file).isFIFO()) return readText(path, most);
    return textOf(path, await pipeContents(path, file, signal, most));
  } catch (error) {
    throw signal.aborted || error instanceof Fault ? error : fileFault("read", path, error);
  } finally {
    closeSync(file);
  }
}

async function pipeContents(path: string, file: number, signal: AbortSignal, most: number): Promise<Buffer> {
  const parts: Buffer[] = [];
  // A pipe without a name had its writer from the start; one with a name looks ended until somebody writes to it.
  let begun = /^\/(?:dev|proc)\//.test(path);
  for (let size = 0; ; ) {
    signal.throwIfAborted();
    const part = Buffer.allocUnsafe(8192);
    const taken = await orNothingYet(
      readOnce(file, part, 0, part.length, null).then((done) => done.bytesRead),
    );
    if (taken === 0 && begun) return Buffer.concat(parts);
    if (taken !== 0) begun = true;
    if (taken === undefined || taken === 0) {
      await sleep(pause, undefined, { signal }).catch(() => signal.throwIfAborted());
      continue;
    }
    parts.push(part.subarray(0, taken));
    size += taken;
    if (size > most) throw tooLarge(path, most);
  }
}

/** Undefined where there is a writer that has not written yet. */
function orNothingYet(taken: Promise<number>): Promise<number | undefined> {
  return taken.catch((error) => {
    if (errnoOf(error) === "EAGAIN") return undefined;
    throw error;
  });
}
