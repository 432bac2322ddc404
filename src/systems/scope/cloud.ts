import { Secret } from "../../secret.ts";
import { readEntry } from "./cloud-entry.ts";
import { type Environment, environmentSettings } from "./cloud-environment.ts";
import { effective, type Layers, override, settle, type Value } from "./cloud-layers.ts";
import { type CloudSettings, settingKeys, settingsOf } from "./cloud-settings.ts";

export type { Origin } from "./cloud-layers.ts";
export type { CloudField, CloudSettings } from "./cloud-settings.ts";
export type { AuthType, Interface } from "./cloud-values.ts";

export interface CloudInput {
  /** The cloud of clouds.yaml to use; OS_CLOUD where it is absent. */
  readonly cloud?: string | undefined;
  readonly env: Environment;
  readonly home: string;
  readonly cwd: string;
  /** Ends the wait for a file that is a pipe. */
  readonly signal?: AbortSignal | undefined;
  /**
   * What rptctl's own configuration says of `scope`, by its keys (`auth-url`, `project-name`, `region`, `ca-file`, `url`
   * for the endpoint). It wins over the files and over OS_*. Keys that are no setting of a cloud are left aside.
   */
  readonly overrides?: Readonly<Record<string, unknown>>;
  /** Where the secrets among them are from, for messages: `RPTCTL_SCOPE_PASSWORD`, `auth login`. */
  readonly secretsFrom?: string | undefined;
}

/**
 * The settings of a cloud as `openstack` would find them: a cloud of clouds.yaml with secure.yaml and clouds-public.yaml,
 * the OS_* variables, then our own configuration. As with `openstack`, a clouds.yaml with one cloud in it does not count
 * until that cloud is named. Throws a Fault `config` for files and values that make no sense; what is missing for
 * signing in is told by `checkCloud`.
 */
export async function readCloud(input: CloudInput): Promise<CloudSettings> {
  const { env, home } = input;
  const cloud = input.cloud || env.OS_CLOUD || undefined;
  const overrides = ownSettings(input.overrides ?? {}, input.secretsFrom);
  const environment = environmentSettings(env, cloud !== undefined);
  const region = overrides.get("region_name") ?? environment.get("region_name");
  const entry = cloud === undefined ? undefined : await readEntry(cloud, region?.text, input);

  const layers: Layers = entry?.layers ?? { top: new Map(), auth: new Map() };
  for (const [key, value] of environment) layers.top.set(key, value);
  settle(layers);
  override(layers, overrides);
  fillDomains(layers);
  return settingsOf(layers, { cloud, file: entry?.path, missingProfile: entry?.missingProfile }, home);
}

/** Our keys that are named unlike theirs. */
const renamed: Readonly<Record<string, string>> = {
  region: "region_name",
  "ca-file": "cacert",
  url: "rating_endpoint_override",
};

const known = new Set<string>([
  ...settingKeys,
  ...["auth_type", "interface", "rating_endpoint_override", "cacert", "cert", "key", "insecure"],
]);

function ownSettings(
  overrides: Readonly<Record<string, unknown>>,
  secretsFrom: string | undefined,
): Map<string, Value> {
  const found = new Map<string, Value>();
  for (const [key, value] of Object.entries(overrides)) {
    const name = renamed[key] ?? key.replaceAll("-", "_");
    if (!known.has(name) || value === undefined || value === "") continue;
    const secret = value instanceof Secret;
    const text = secret ? value.reveal() : String(value);
    const from = secret ? secretsFrom : undefined;
    found.set(name, { text, origin: { kind: "configuration", name: from ?? `scope.${key}` } });
  }
  return found;
}

/**
 * A name is one only within a domain. Where none is said: the default domain, as `openstack` does for version 3 of the
 * identity API, the only one there is by now. Its id is `default` unless OS_DEFAULT_DOMAIN and the like say otherwise.
 */
function fillDomains(layers: Layers): void {
  const value = ["default_domain_id", "default_domain"].map((key) => effective(layers, key)).find(Boolean);
  const name = effective(layers, "default_domain_name");
  const named = value === undefined && name !== undefined;
  const filler = value ??
    name ?? { text: "default", origin: { kind: "default", name: "default domain" } as const };
  for (const [owner, domain] of [
    ["username", "user_domain"],
    ["project_name", "project_domain"],
  ] as const) {
    if (effective(layers, owner) === undefined) continue;
    if (effective(layers, `${domain}_id`) ?? effective(layers, `${domain}_name`)) continue;
    layers.auth.set(`${domain}_${named ? "name" : "id"}`, filler);
  }
}
