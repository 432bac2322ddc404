import type { Config } from "../config/config.ts";
import type { ResolvedContext } from "../config/context.ts";
import { configDirectory } from "../config/directory.ts";
import { resolveSystem, type SystemSettings } from "../config/system.ts";
import { environmentName, type SystemName, systems } from "../config/systems.ts";
import { Fault } from "../errors.ts";
import type { World } from "../world.ts";
import { ownSessions, type Session } from "./sessions.ts";
import { contextless } from "./sources.ts";
import { openStore } from "./store.ts";

/** How one stands with a system, as far as this machine knows. */
export interface Standing {
  readonly system: SystemName;
  /** How one is signed in, or what is wrong. */
  readonly text: string;
  readonly isGood: boolean;
  /** Where the system is; empty where that is not known. */
  readonly place: string;
}

/** Looks at files and at the environment, never at the network or into a keyring. */
export async function standingsOf(
  world: World,
  config: Config,
  context: ResolvedContext,
  names: readonly SystemName[],
): Promise<readonly Standing[]> {
  const sessions = ownSessions(world).list();
  const kept = await openStore(world, configDirectory(world)).list();
  return names.map((system) => {
    try {
      const settings = resolveSystem(system, world, config, context);
      const place = systems[system].places
        .map((key) => settings.text(key))
        .find((value) => value !== undefined);
      const session = sessions.find((each) => each.system === system && each.context === context.name);
      const isKept = kept.some(
        (each) => each.system === system && each.context === (context.name ?? contextless),
      );
      const text = signInOf(world, settings, session, isKept);
      return { system, text: text ?? "not signed in", isGood: text !== undefined, place: place ?? "" };
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      return { system, text: error.message, isGood: false, place: "" };
    }
  });
}

/** What the next request would be signed in by; undefined where there is nothing. */
function signInOf(
  { env }: World,
  settings: SystemSettings,
  session: Session | undefined,
  isKept: boolean,
): string | undefined {
  const { system } = settings;
  const given = ["token", "password", ...systems[system].secrets]
    .flatMap((secret) => [environmentName(system, secret), `${environmentName(system, secret)}_FILE`])
    .find((name) => env[name]);
  const elsewhere = systems[system].setup.find(
    ({ key, saysAll }) => saysAll && settings.text(key) !== undefined,
  );
  if (given !== undefined) return `by ${given}`;
  if (session !== undefined)
    return `signed in${session.principal === undefined ? "" : ` as ${session.principal}`}`;
  if (settings.words("token-command") !== undefined) return "by its token-command";
  if (isKept) return "secret kept";
  return elsewhere && `by ${elsewhere.key} ${settings.text(elsewhere.key)}`;
}
