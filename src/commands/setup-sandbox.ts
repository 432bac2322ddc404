import type { Context } from "../cli/context.ts";
import { environmentName, type SystemName } from "../config/systems.ts";
import { Fault } from "../errors.ts";
import { controlOf } from "../sandbox/control.ts";
import { runningSandbox, stateDirectory } from "../sandbox/running.ts";

/** What a running sandbox would answer to questions about a system: keys and secrets by their names. */
export type Answers = (key: string) => string | undefined;

/** The answers of the sandbox that runs; undefined where none does. */
export async function findSandbox(context: Context, system: SystemName): Promise<Answers | undefined> {
  const run = runningSandbox(stateDirectory(context.world, undefined));
  if (run === undefined) return undefined;
  try {
    const { environment } = await controlOf(run).status();
    return (key) => environment[environmentName(system, key)];
  } catch (error) {
    // One that does not answer is none.
    if (error instanceof Fault && !error.isInterruption) return undefined;
    throw error;
  }
}
