import { controlOf } from "../../../src/sandbox/control.ts";
import { readRunFile } from "../../../src/sandbox/run-file.ts";
import { memoryProgram } from "../../memory-program.ts";
import { running, temporaryDirectory } from "../../sandbox/running.ts";

/** Sunday; where the clocks of the program in memory and of its sandbox begin. */
export const begin = Date.parse("2026-11-22T12:00:00Z");

export const hour = 3_600_000;
export const day = 24 * hour;

/** A sandbox whose time passes while its programs sleep. It ends with the tests of the file. */
export async function clockedSandbox() {
  const state = temporaryDirectory();
  const sandbox = await running({ state, clock: begin });
  const control = controlOf(readRunFile(state)!);
  const program = (env: Readonly<Record<string, string>> = {}) =>
    memoryProgram({
      env: { ...sandbox.environment, ...env },
      onSleep: (milliseconds) => control.advance(milliseconds),
    });
  return { sandbox, control, program };
}

export type ClockedSandbox = Awaited<ReturnType<typeof clockedSandbox>>;
