import { lstatSync } from "node:fs";
import { join } from "node:path";
import type { World } from "../world.ts";

/**
 * The socket of the session's message bus, where there is one; nothing is started to find it. An address that would
 * start a bus (`autolaunch:`) or leave this machine (`tcp:`) counts as none.
 */
export function sessionBusPath({ env }: Pick<World, "env">): string | undefined {
  const addresses = env.DBUS_SESSION_BUS_ADDRESS;
  if (addresses)
    return (
      addresses
        .split(";")
        .map(socketOf)
        .find((path) => path !== undefined) ?? runtimeOf(addresses, env)
    );
  return runtimeBus(env);
}

function runtimeOf(addresses: string, env: World["env"]): string | undefined {
  return addresses.split(";").includes("unix:runtime=yes") ? runtimeBus(env) : undefined;
}

function socketOf(address: string): string | undefined {
  if (!address.startsWith("unix:")) return undefined;
  for (const pair of address.slice("unix:".length).split(",")) {
    const [key, value] = [pair.slice(0, pair.indexOf("=")), pair.slice(pair.indexOf("=") + 1)];
    if (key === "path") return unescaped(value);
    if (key === "abstract") return `\0${unescaped(value)}`;
  }
  return undefined;
}

/** Addresses write unusual bytes as %XX; one that is broken is no address. */
function unescaped(value: string): string | undefined {
  try {
    return decodeURIComponent(value);
  } catch {
    return undefined;
  }
}

function runtimeBus(env: World["env"]): string | undefined {
  if (!env.XDG_RUNTIME_DIR) return undefined;
  const path = join(env.XDG_RUNTIME_DIR, "bus");
  return lstatSync(path, { throwIfNoEntry: false })?.isSocket() ? path : undefined;
}
