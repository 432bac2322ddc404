import { dirname } from "node:path";
import { Fault } from "../errors.ts";
import { parseDuration } from "../times/duration.ts";
import type { World } from "../world.ts";
import type { Config, SystemConfig } from "./config.ts";
import type { ResolvedContext } from "./context.ts";
import { expandPath, type Key, valueFromEnvironment } from "./keys.ts";
import type { Value } from "./kinds.ts";
import { settingKeys } from "./settings.ts";
import { environmentName, type SystemName, systems } from "./systems.ts";

/** Values of flags, already checked, that stand above everything else: `ca-file`, `timeout` in milliseconds, ... */
export type FlagValues = Readonly<Record<string, Value | undefined>>;

/** A value and who said it: `--timeout`, `RPTCTL_SCOPE_URL`, `context prod`, `config.yaml`. */
export interface Said {
  readonly value: Value;
  readonly origin: string;
}

/** What holds for one system in this call. */
export class SystemSettings {
  readonly system: SystemName;
  /** The context's name; undefined where there is none. */
  readonly context: string | undefined;
  readonly said: Readonly<Record<string, Said>>;
  /**
   * Whether the environment points elsewhere than the context does: at another server (`system`) or another place to
   * sign in only (`sign-in`). Then the secrets that belong to the context must not be used.
   */
  readonly redirected: "no" | "sign-in" | "system";

  constructor(
    system: SystemName,
    context: string | undefined,
    said: Readonly<Record<string, Said>>,
    redirected: SystemSettings["redirected"] = "no",
  ) {
    this.system = system;
    this.context = context;
    this.said = said;
    this.redirected = redirected;
  }

  /** The base URL without a trailing slash; undefined only for a system that finds its own. */
  get url(): string | undefined {
    return this.text("url");
  }

  text(key: string): string | undefined {
    const value = this.said[key]?.value;
    return value === undefined || Array.isArray(value) ? undefined : String(value);
  }

  isTrue(key: string): boolean {
    return this.said[key]?.value === true;
  }

  number(key: string): number | undefined {
    const value = this.said[key]?.value;
    return typeof value === "number" ? value : undefined;
  }

  milliseconds(key: string): number | undefined {
    return millisecondsOf(this.said[key]?.value);
  }

  words(key: string): readonly string[] | undefined {
    const value = this.said[key]?.value;
    return typeof value === "object" ? value : undefined;
  }
}

/** A duration as config.yaml has it, or as a flag has it: milliseconds already. */
export function millisecondsOf(value: Value | undefined): number | undefined {
  return typeof value === "string" ? parseDuration(value) : typeof value === "number" ? value : undefined;
}

/**
 * What is configured of a system, each key by itself: flag, environment, context, top level of config.yaml. Throws a
 * Fault `config` for a variable of the wrong kind, and for a URL that is needed and missing.
 */
export function resolveSystem(
  system: SystemName,
  world: Pick<World, "env" | "cwd" | "home">,
  config: Config,
  context: ResolvedContext,
  flags: FlagValues = {},
): SystemSettings {
  const { keys, places, url } = systems[system];
  const own = context.config?.systems[system] ?? {};
  const environment: Record<string, Said> = {};
  for (const [key, declared] of Object.entries(keys)) {
    const found = fromEnvironment(world, environmentName(system, key), declared);
    if (found !== undefined) environment[key] = found;
  }
  const redirected = redirection(places, environment, own);
  const said: Record<string, Said> = {};
  for (const [key, declared] of Object.entries(keys)) {
    // The places of another server than the one in use must not be mixed with it.
    const kept = redirected === "system" && places.includes(key) ? undefined : own[key];
    const found =
      flagged(flags, key) ??
      environment[key] ??
      settingFromEnvironment(world, key) ??
      fromContext(kept, declared, context, config, world.home) ??
      settingFromFile(config, context, key);
    if (found !== undefined) said[key] = found;
  }
  if (said.url === undefined && url === "required") throw missingUrl(system, context.name);
  return new SystemSettings(system, context.name, said, redirected);
}

/** What holds of the settings themselves (`output`, `timezone`, `deadline`, ...), in the same order. */
export function resolveSettings(
  config: Config,
  world: Pick<World, "env" | "cwd">,
  context?: ResolvedContext,
  flags: FlagValues = {},
): Readonly<Record<string, Said>> {
  const said: Record<string, Said> = {};
  for (const key of Object.keys(settingKeys)) {
    const found =
      flagged(flags, key) ?? settingFromEnvironment(world, key) ?? settingFromFile(config, context, key);
    if (found !== undefined) said[key] = found;
  }
  return said;
}

/** The fault of a system whose base URL nobody says, with the commands that would. */
function missingUrl(system: SystemName, context: string | undefined): Fault {
  const { title } = systems[system];
  const where = context === undefined ? "" : ` in context ${context}`;
  return new Fault("config", `no URL is configured for ${title}${where}`, {
    system,
    hints: [
      `rptctl setup ${system}`,
      `rptctl context set ${context ?? "default"} ${system}.url=https://HOST`,
      `export ${environmentName(system, "url")}=https://HOST`,
      "without a server: rptctl sandbox exec -- COMMAND...",
    ],
  });
}

/** Whether the environment sends what is for the context's places to others. */
function redirection(
  places: readonly string[],
  environment: Readonly<Record<string, Said>>,
  own: SystemConfig,
): SystemSettings["redirected"] {
  const moved = places.filter((key) => {
    const value = environment[key]?.value;
    return value !== undefined && own[key] !== undefined && placeOf(value) !== placeOf(own[key]);
  });
  if (moved.length === 0) return "no";
  return moved.includes("url") || own.url === undefined ? "system" : "sign-in";
}

function placeOf(value: Value): string {
  const text = String(value);
  return URL.canParse(text) ? new URL(text).origin : text;
}

function flagged(flags: FlagValues, key: string): Said | undefined {
  const value = Object.hasOwn(flags, key) ? flags[key] : undefined;
  return value === undefined ? undefined : { value, origin: `--${key}` };
}

function settingFromEnvironment(world: Pick<World, "env" | "cwd">, key: string): Said | undefined {
  const declared = Object.hasOwn(settingKeys, key) ? settingKeys[key] : undefined;
  if (declared === undefined) return undefined;
  return fromEnvironment({ ...world, home: "" }, `RPTCTL_${key.toUpperCase()}`, declared);
}

function settingFromFile(
  config: Config,
  context: ResolvedContext | undefined,
  key: string,
): Said | undefined {
  const inContext = context?.config?.settings[key];
  if (inContext !== undefined) return { value: inContext, origin: `context ${context?.name}` };
  const value = Object.hasOwn(config.settings, key) ? config.settings[key] : undefined;
  return value === undefined ? undefined : { value, origin: "config.yaml" };
}

function fromEnvironment(
  world: Pick<World, "env" | "cwd" | "home">,
  variable: string,
  declared: Key,
): Said | undefined {
  const value = valueFromEnvironment(world.env, variable, declared);
  if (value === undefined) return undefined;
  return { value: placed(value, declared, world.cwd, world.home), origin: variable };
}

function fromContext(
  value: Value | undefined,
  declared: Key,
  context: ResolvedContext,
  config: Config,
  home: string,
): Said | undefined {
  if (value === undefined) return undefined;
  return { value: placed(value, declared, dirname(config.path), home), origin: `context ${context.name}` };
}

function placed(value: Value, { kind }: Key, base: string, home: string): Value {
  return kind.path === true && typeof value === "string" ? expandPath(value, base, home) : value;
}
