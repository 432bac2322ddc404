import { realpathSync } from "node:fs";
import { withLock } from "../files/lock.ts";
import { readText } from "../files/read.ts";
import type { World } from "../world.ts";
import type { ConfigEdit } from "./changes.ts";
import { type Config, configPath } from "./config.ts";

/**
 * Changes config.yaml: under its lock the file is read afresh, changed and replaced as a whole, so that no two changes
 * lose each other. Comments and order stay. Nothing is written where nothing changed, where `change` throws, and with
 * `dryRun`, which only tries. Throws a Fault `config` for a file that is broken or cannot be written. What `change`
 * returns is returned.
 */
export async function editConfig<T>(
  world: World,
  change: (edit: ConfigEdit) => T,
  { dryRun = false }: { readonly dryRun?: boolean } = {},
): Promise<T> {
  const [{ ConfigFile }, changes] = await Promise.all([import("./file.ts"), import("./changes.ts")]);
  const path = followed(configPath(world));
  return withLock(
    path,
    () => {
      readText(path); // Conf reads by itself, and fails in Node's words; this fails in ours.
      const file = new ConfigFile(path);
      const draft = structuredClone({ ...file.store });
      const result = change(new changes.ConfigEdit(draft, world));
      if (!dryRun) file.replace(draft);
      return result;
    },
    { signal: world.signal },
  );
}

/** The configuration as it would be after that change; nothing is written. Throws as `editConfig` does. */
export async function configAfter(world: World, change: (edit: ConfigEdit) => void): Promise<Config> {
  const [{ parseYaml }, { checkConfig }, changes] = await Promise.all([
    import("./yaml.ts"),
    import("./check.ts"),
    import("./changes.ts"),
  ]);
  const path = configPath(world);
  const { value, fault } = parseYaml(readText(path) ?? "", path);
  checkConfig(value, fault);
  const draft = structuredClone((value ?? {}) as Record<string, unknown>);
  change(new changes.ConfigEdit(draft, world));
  return { path, ...checkConfig(draft, fault) };
}

/** Dotfiles are often links into a repository: the file that is meant is changed, and the link stays. */
function followed(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}
