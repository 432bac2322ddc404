import { basename, resolve } from "node:path";
import type { Context } from "../../cli/context.ts";
import { editConfig } from "../../config/edit.ts";
import { resolveSystem } from "../../config/system.ts";
import { environmentName, systemNames, systems } from "../../config/systems.ts";
import { keep } from "../../credentials/keep.ts";
import { defined } from "../../defined.ts";
import { Secret } from "../../secret.ts";

/**
 * The context of a sandbox: "sandbox" where it keeps its state in the usual place; a state of its own gives a name of
 * its own, so that two that run beside each other are not taken for one.
 */
export function contextNameOf(state: string | undefined): string {
  if (state === undefined) return "sandbox";
  const part = basename(resolve(state))
    .replace(/[^A-Za-z0-9._-]+/g, "-")
    .slice(0, 40);
  return `sandbox-${part}`;
}

/** Makes the context say what these variables say, so that `--context NAME` reaches the sandbox from any shell. */
export async function sandboxContext(
  context: Context,
  name: string,
  environment: Readonly<Record<string, string>>,
): Promise<void> {
  const values = systemNames.flatMap((system) =>
    Object.keys(systems[system].keys).flatMap((key) => {
      const value = environment[environmentName(system, key)];
      return value === undefined ? [] : [[`${system}.${key}`, value] as const];
    }),
  );
  await editConfig(context.world, (edit) => edit.setContextValues(name, values));
  const { loadConfig } = await import("../../config/config.ts");
  const config = await loadConfig(context.world);
  const chosen = { name, origin: undefined, explicit: true, protected: false, config: config.contexts[name] };
  const world = { ...context.world, env: {} };
  for (const system of systemNames) {
    const said = (key: string) => environment[environmentName(system, key)];
    const secret = (key: string) => {
      const text = said(key);
      return text === undefined ? undefined : new Secret(text);
    };
    const token = secret("token");
    const password = secret("password");
    if (token === undefined && password === undefined) continue;
    const settings = resolveSystem(system, world, config, chosen);
    await keep(
      await context.store(),
      name,
      settings,
      defined({ username: said("username"), token, password }),
    );
  }
}
