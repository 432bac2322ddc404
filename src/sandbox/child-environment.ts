import type { World } from "../world.ts";

const kept = /^RPTCTL_(OUTPUT|COLOR|LANG|TIMEZONE|TIMEOUT|RETRIES|DEADLINE|STACK|CONFIG_DIR)$/;
const systems = /^(RPTCTL_|OS_|CREDENTIALS_DIRECTORY$)/;

/** The environment less what points rptctl or the openstack client at real systems, or signs in there. */
export function withoutSystems(env: World["env"]): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(env).filter(([name]) => kept.test(name) || !systems.test(name)));
}
