import { join } from "node:path";
import type { World } from "../world.ts";

/** Where state is kept that is no configuration: `$XDG_STATE_HOME/rptctl`, else `~/.local/state/rptctl`. */
export function stateHome({ env, home }: Pick<World, "env" | "home">): string {
  // The XDG specification wants a relative path ignored.
  const base = env.XDG_STATE_HOME?.startsWith("/") ? env.XDG_STATE_HOME : join(home, ".local", "state");
  return join(base, "rptctl");
}
