import { join } from "node:path";
import type { Config } from "../config/config.ts";
import { configDirectory } from "../config/directory.ts";
import { environmentName, isSystem, systems } from "../config/systems.ts";
import type { World } from "../world.ts";

/** Where what was seen of one system in one context is kept, and which server it was seen at. */
export interface Place {
  readonly path: string;
  /** What the context says of the server: ids of another are of no use. */
  readonly server: string;
}

/** The directory of what was seen, beside the sessions. */
export function seenDirectory(world: World): string {
  return join(configDirectory(world), "seen");
}

/**
 * Undefined where nothing is to be kept: no context says where the system is, or the environment speaks of another server. With
 * everything in the environment nothing is written to disk. `things` is what ids are ids of: `scope/scopes`.
 */
export function placeOf(
  things: string,
  context: string | undefined,
  config: Pick<Config, "contexts">,
  world: World,
): Place | undefined {
  const system = things.slice(0, things.indexOf("/"));
  if (context === undefined || !isSystem(system)) return undefined;
  const { places, variables = [] } = systems[system];
  const own = config.contexts[context]?.systems[system] ?? {};
  const elsewhere = [...places.map((key) => environmentName(system, key)), ...variables];
  if (elsewhere.some((variable) => world.env[variable])) return undefined;
  const server = places.map((key) => String(own[key] ?? "")).join(" ");
  return server.trim() === ""
    ? undefined
    : { path: join(seenDirectory(world), `${context}.${system}.json`), server };
}
