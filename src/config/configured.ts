import type { World } from "../world.ts";
import type { Config } from "./config.ts";
import { environmentName, type SystemName, systemNames, systems } from "./systems.ts";

/** What is said where no system is configured. */
export const noSystem = "No system is configured; to connect one: rptctl setup";

/** The systems of which a context or the environment says anything that tells where they are, in the order of their names. */
export function configuredSystems(
  config: Config,
  contextName: string | undefined,
  env: World["env"],
): readonly SystemName[] {
  const context = contextName === undefined ? undefined : config.contexts[contextName];
  return systemNames.filter((system) => {
    const { places, variables = [] } = systems[system];
    const own = context?.systems[system];
    const named = [...places.map((place) => environmentName(system, place)), ...variables];
    return (own !== undefined && Object.keys(own).length > 0) || named.some((name) => Boolean(env[name]));
  });
}
