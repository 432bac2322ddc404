import { join } from "node:path";
import { readText } from "../files/read.ts";
import type { World } from "../world.ts";
import { configDirectory } from "./directory.ts";
import type { Value } from "./kinds.ts";
import { keptParse } from "./parsed.ts";
import type { SystemName } from "./systems.ts";

/** What a context says of one system: values by the keys that its declaration names. */
export type SystemConfig = Readonly<Record<string, Value>>;

export interface ContextConfig {
  readonly protected: boolean;
  readonly systems: Readonly<Partial<Record<SystemName, SystemConfig>>>;
  /** Settings that hold in this context alone. */
  readonly settings: Readonly<Record<string, Value>>;
}

/** config.yaml, made sure of: every key is known and every value of its kind. */
export interface Config {
  /** The file's path, whether it is there or not. */
  readonly path: string;
  readonly currentContext: string | undefined;
  readonly contexts: Readonly<Record<string, ContextConfig>>;
  readonly settings: Readonly<Record<string, Value>>;
}

export function configPath(world: World): string {
  return join(configDirectory(world), "config.yaml");
}

/**
 * Reads config.yaml; without one the configuration is empty. Throws a Fault `config` that names the file, the line and
 * the column. The YAML parser is loaded only where there is something to parse.
 */
export async function loadConfig(world: World): Promise<Config> {
  const path = configPath(world);
  const kept = keptParse(path, world);
  const known = kept?.read();
  if (known !== undefined) return { path, ...known };
  const text = readText(path);
  if (text === undefined || text.trim() === "") {
    return { path, currentContext: undefined, contexts: {}, settings: {} };
  }
  const [{ parseYaml }, { checkConfig }] = await Promise.all([import("./yaml.ts"), import("./check.ts")]);
  const { value, fault } = parseYaml(text, path);
  const parsed = checkConfig(value, fault);
  kept?.keep(parsed);
  return { path, ...parsed };
}
