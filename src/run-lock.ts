import { join } from "node:path";
import { plainName } from "./cli/plain-name.ts";
import { Fault, named } from "./errors.ts";
import { tryAcquire } from "./files/lock.ts";
import { stateHome } from "./files/state-home.ts";
import type { World } from "./world.ts";

/**
 * Runs `work` with this user's lock of that name on this machine, for `--lock`: the lock of a run that was killed is nobody's.
 * @throws Fault locked, at once, where another run holds it; usage for what is no plain name; config where it cannot be made.
 */
export async function withRunLock(
  name: string,
  world: Pick<World, "env" | "home">,
  work: () => Promise<number>,
): Promise<number> {
  const file = named("--lock", () => plainName().parse(name));
  const tried = tryAcquire(join(stateHome(world), "locks", file));
  if (!("release" in tried)) {
    throw new Fault("locked", `--lock ${name}: another run holds it (${tried.holder}); nothing was done`, {
      hints: ["exit 75 says this and nothing else, so a scheduler can pass over it"],
    });
  }
  try {
    return await work();
  } finally {
    tried.release();
  }
}
