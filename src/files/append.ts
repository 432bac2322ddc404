import { appendFileSync } from "node:fs";
import { fileFault } from "./fault.ts";

/** Adds text to the end of a file that others write to as well, and makes the file where it is not there. Throws a Fault `config`. */
export function appendText(path: string, text: string): void {
  try {
    appendFileSync(path, text);
  } catch (error) {
    throw fileFault("write", path, error);
  }
}
