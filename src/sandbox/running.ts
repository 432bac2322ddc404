import { join, resolve } from "node:path";
import { Fault } from "../errors.ts";
import { stateHome } from "../files/state-home.ts";
import type { World } from "../world.ts";
import { type Control, controlOf } from "./control.ts";
import { isAlive, type RunFile, readRunFile } from "./run-file.ts";

/** The state directory that `--state` names, else the one of the `sandbox exec` that we run under, else the user's own. */
export function stateDirectory(
  world: Pick<World, "env" | "home" | "cwd">,
  named: string | undefined,
): string {
  const chosen = named ?? (world.env.RPTCTL_SANDBOX_STATE || undefined);
  if (chosen !== undefined) return resolve(world.cwd, chosen);
  return join(stateHome(world), "sandbox");
}

/** The sandbox that runs on a state directory; undefined where none does. */
export function runningSandbox(state: string): RunFile | undefined {
  const run = readRunFile(state);
  return run !== undefined && isAlive(run) ? run : undefined;
}

/** Steers the sandbox that runs there. @throws Fault unavailable where none does. */
export function steer(state: string): Control {
  const run = runningSandbox(state);
  if (run !== undefined) return controlOf(run);
  throw new Fault("unavailable", `no sandbox runs on ${state}`, { hints: ["rptctl sandbox start"] });
}
