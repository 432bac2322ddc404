import { isAbsolute, posix, resolve, win32 } from "node:path";
import type { World } from "../world.ts";

type Surroundings = Pick<World, "env" | "cwd" | "home" | "platform">;

/**
 * Where config.yaml, credentials.yaml and the cached sessions are: `$RPTCTL_CONFIG_DIR`, else `$XDG_CONFIG_HOME/rptctl`,
 * else the platform's own place. The XDG specification wants a relative `$XDG_CONFIG_HOME` ignored.
 */
export function configDirectory({ env, cwd, home, platform }: Surroundings): string {
  if (env.RPTCTL_CONFIG_DIR) return resolve(cwd, env.RPTCTL_CONFIG_DIR);
  const { join } = platform === "win32" ? win32 : posix;
  if (env.XDG_CONFIG_HOME && isAbsolute(env.XDG_CONFIG_HOME)) return join(env.XDG_CONFIG_HOME, "rptctl");
  if (platform === "win32") return join(env.APPDATA || join(home, "AppData", "Roaming"), "rptctl");
  if (platform === "darwin") return join(home, "Library", "Preferences", "rptctl");
  return join(home, ".config", "rptctl");
}
