import type { Value } from "./cloud-layers.ts";

export type Environment = Readonly<Record<string, string | undefined>>;

/** Settings that `openstack` takes from `OS_` and the name in capitals, whether or not a cloud is named. */
const keys = [
  "auth_type",
  "auth_url",
  "username",
  "user_id",
  "password",
  "user_domain_name",
  "user_domain_id",
  "project_name",
  "project_id",
  "project_domain_name",
  "project_domain_id",
  "default_domain",
  "default_domain_name",
  "default_domain_id",
  "domain_name",
  "domain_id",
  "system_scope",
  "trust_id",
  "application_credential_id",
  "application_credential_name",
  "application_credential_secret",
  "token",
  "endpoint",
  "region_name",
  "interface",
  "rating_endpoint_override",
  "cacert",
  "cert",
  "key",
] as const;

/** Older names, read where the newer one is not set. */
const olderNames: Readonly<Record<string, string>> = {
  project_name: "OS_TENANT_NAME",
  project_id: "OS_TENANT_ID",
};

/** Variables that count only where no cloud is named: so `openstack` leaves a cloud's own TLS and interface alone. */
const withoutCloud: Readonly<Record<string, string>> = {
  interface: "OS_ENDPOINT_TYPE",
  insecure: "OS_INSECURE",
};

/** The variable that sets a setting of clouds.yaml: `auth_url` is OS_AUTH_URL. */
export function variableOf(key: string): string {
  return `OS_${key.toUpperCase()}`;
}

/** What the environment says of a cloud, by the names of clouds.yaml. An empty variable is one that is not set. */
export function environmentSettings(env: Environment, cloudNamed: boolean): Map<string, Value> {
  const found = new Map<string, Value>();
  const read = (key: string, variable: string | undefined): void => {
    const text = variable === undefined ? undefined : env[variable];
    if (variable === undefined || text === undefined || text === "" || found.has(key)) return;
    found.set(key, { text, origin: { kind: "environment", name: variable } });
  };
  for (const key of keys) {
    read(key, variableOf(key));
    read(key, olderNames[key]);
  }
  if (!cloudNamed) {
    for (const [key, variable] of Object.entries(withoutCloud)) read(key, variable);
  }
  return found;
}

/** Every variable of OpenStack that is read, for documents. */
export function openstackVariables(): readonly string[] {
  return [
    "OS_CLOUD",
    "OS_CLIENT_CONFIG_FILE",
    "OS_CLIENT_SECURE_FILE",
    ...keys.map(variableOf),
    ...Object.values(olderNames),
    ...Object.values(withoutCloud),
  ];
}
