import { dirname } from "node:path";
import { reasonOf, remediesOf } from "../errno.ts";
import { errnoOf, Fault, type FaultCode } from "../errors.ts";
import { shellWord } from "../shell-words.ts";

/**
 * The fault of a file that could not be used: `cannot write PATH: no space left on device`, with what mends it behind the `hints`.
 * A Fault that was thrown is it already.
 */
export function fileFault(doing: string, path: string, thrown: unknown, ...hints: string[]): Fault {
  return faultOfFile("config", doing, path, thrown, hints);
}

/** As fileFault, for a file that is the command's result and not its configuration: code `failure`. */
export function resultFault(doing: string, path: string, thrown: unknown, ...hints: string[]): Fault {
  return faultOfFile("failure", doing, path, thrown, hints);
}

function faultOfFile(
  code: FaultCode,
  doing: string,
  path: string,
  thrown: unknown,
  hints: readonly string[],
): Fault {
  if (thrown instanceof Fault) return thrown;
  return new Fault(code, `cannot ${doing} ${path}: ${reasonOf(thrown)}`, {
    cause: thrown,
    hints: [...hints, ...remediesOf(thrown, shellWord(placeOf(doing, path, thrown)))],
  });
}

/** What to look at: why nothing can be written is seen at the directory. */
function placeOf(doing: string, path: string, thrown: unknown): string {
  return doing === "read" || errnoOf(thrown) === "ELOOP" ? path : dirname(path);
}
