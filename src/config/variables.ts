import { settingKeys } from "./settings.ts";
import { environmentName, systemNames, systems } from "./systems.ts";

/** One environment variable, for help and documents. */
export interface Variable {
  readonly name: string;
  /** One line, without a full stop. */
  readonly summary: string;
  /** Its value is a secret, and `NAME_FILE` may name a file that holds it. */
  readonly secret: boolean;
}

/** Every variable of ours that configures something, by what it is about: nothing, or a system. */
export function* variables(): Generator<Variable & { readonly system?: string }> {
  yield {
    name: "RPTCTL_CONFIG_DIR",
    summary: "directory of config.yaml and what else is kept",
    secret: false,
  };
  yield { name: "RPTCTL_CONTEXT", summary: "the context to use", secret: false };
  for (const [key, { summary }] of Object.entries(settingKeys)) {
    yield { name: `RPTCTL_${key.toUpperCase()}`, summary, secret: false };
  }
  for (const system of systemNames) {
    const { keys, secrets, signIn, title } = systems[system];
    for (const [key, { summary }] of Object.entries(keys)) {
      yield { name: environmentName(system, key), summary, secret: false, system };
    }
    for (const secret of ["token", ...(signIn === "password" ? ["password"] : []), ...secrets]) {
      const summary = `${secret.replaceAll("-", " ")} for ${title}`;
      yield { name: environmentName(system, secret), summary, secret: true, system };
    }
  }
}
