import { Secret } from "../../secret.ts";
import { expandHome } from "./cloud-files.ts";
import { effective, type Layers, type Origin, type Value } from "./cloud-layers.ts";
import {
  type AuthType,
  addressOf,
  authTypeOf,
  type Interface,
  interfaceOf,
  isFalse,
  isTrue,
} from "./cloud-values.ts";

/** Settings by their names in clouds.yaml, which are those of the OS_* variables too. */
const texts = {
  authUrl: "auth_url",
  username: "username",
  userId: "user_id",
  userDomainName: "user_domain_name",
  userDomainId: "user_domain_id",
  projectName: "project_name",
  projectId: "project_id",
  projectDomainName: "project_domain_name",
  projectDomainId: "project_domain_id",
  domainName: "domain_name",
  domainId: "domain_id",
  systemScope: "system_scope",
  trustId: "trust_id",
  applicationCredentialId: "application_credential_id",
  applicationCredentialName: "application_credential_name",
  regionName: "region_name",
} as const;

const secrets = {
  password: "password",
  applicationCredentialSecret: "application_credential_secret",
  token: "token",
} as const;

type Texts = { readonly [field in keyof typeof texts]: string | undefined };
type Secrets = { readonly [field in keyof typeof secrets]: Secret | undefined };

/** One of the settings that have an origin. */
export type CloudField = keyof typeof texts | keyof typeof secrets | "endpointOverride";

/** All that is known of a cloud before it is asked for anything. */
export interface CloudSettings extends Texts, Secrets {
  /** Its name in clouds.yaml; undefined where only the environment and our configuration speak. */
  readonly cloud: string | undefined;
  /** The file that names it. */
  readonly file: string | undefined;
  readonly missingProfile: string | undefined;
  readonly authType: AuthType;
  readonly interface: Interface;
  /** Where the rating API is, instead of what the catalog says. */
  readonly endpointOverride: string | undefined;
  readonly caFile: string | undefined;
  readonly certFile: string | undefined;
  readonly keyFile: string | undefined;
  /** False: do not check the server's certificate. */
  readonly verify: boolean;
  /** `api_timeout`, in milliseconds. */
  readonly timeout: number | undefined;
  /** Where each value was found, for messages, and to tell whether it can be found again by a later command. */
  readonly origins: Readonly<Partial<Record<CloudField, Origin>>>;
}

/** The keys that a cloud's settings and secrets have in clouds.yaml. */
export const settingKeys: readonly string[] = [...Object.values(texts), ...Object.values(secrets)];

/** The key of a field in clouds.yaml; in capitals behind `OS_` it is the variable. */
export function keyOf(field: CloudField): string {
  return { ...texts, ...secrets, endpointOverride: "rating_endpoint_override" }[field];
}

/** Reads settled settings as what they mean. Throws a Fault `config` that says where a value stands that means nothing. */
export function settingsOf(
  layers: Layers,
  from: Pick<CloudSettings, "cloud" | "file" | "missingProfile">,
  home: string,
): CloudSettings {
  const origins: Partial<Record<CloudField, Origin>> = {};
  const text = (field: CloudField, value: Value | undefined): string | undefined => {
    if (value !== undefined) origins[field] = value.origin;
    return value?.text;
  };
  const read = <T extends Readonly<Record<string, string>>>(fields: T) =>
    Object.entries(fields).map(
      ([field, key]) => [field, text(field as CloudField, effective(layers, key))] as const,
    );
  const file = (key: string): string | undefined => {
    const path = effective(layers, key)?.text;
    return path === undefined ? undefined : expandHome(path, home);
  };

  const authType = authTypeFrom(layers);
  const side = effective(layers, "rating_interface") ?? effective(layers, "interface");
  const endpoint = endpointFrom(layers, authType);
  const seconds = Number(effective(layers, "api_timeout")?.text);
  return {
    ...from,
    ...(Object.fromEntries(read(texts)) as Texts),
    authUrl: authUrlFrom(layers),
    ...(Object.fromEntries(
      read(secrets).map(([field, value]) => [field, value === undefined ? undefined : new Secret(value)]),
    ) as Secrets),
    authType,
    interface: side === undefined ? "public" : interfaceOf(side),
    endpointOverride: text("endpointOverride", endpoint),
    caFile: file("cacert"),
    certFile: file("cert"),
    keyFile: file("key"),
    verify: !isTrue(effective(layers, "insecure")) && !isFalse(effective(layers, "verify")),
    timeout: seconds > 0 ? seconds * 1000 : undefined,
    origins,
  };
}

function authUrlFrom(layers: Layers): string | undefined {
  const value = effective(layers, "auth_url");
  if (value === undefined) return undefined;
  // Providers of several regions write https://{region_name}.example.com.
  const text = value.text.replace(
    /\{(\w+)\}/g,
    (whole, key: string) => effective(layers, key)?.text ?? whole,
  );
  return addressOf({ ...value, text });
}

function authTypeFrom(layers: Layers): AuthType {
  const said = effective(layers, "auth_type");
  if (said !== undefined) return authTypeOf(said);
  // `openstack` would take it for a password, and fail: what is there tells which one is meant.
  const has = (key: string): boolean => effective(layers, key) !== undefined;
  const id = effective(layers, "application_credential_id");
  // The secret that we were given may stand for either: an id in our own configuration says which.
  if (id?.origin.kind === "configuration") return "v3applicationcredential";
  if (has("username") || has("user_id")) {
    if (has("password")) return "password";
  } else if (id !== undefined) {
    return "v3applicationcredential";
  }
  // Our own secret stands under both names: without the name of a credential it is the password of a user yet to be named.
  const either = has("password") && !has("application_credential_name");
  if (has("application_credential_secret") && !either) return "v3applicationcredential";
  if (has("token")) return has("endpoint") ? "admin_token" : "token";
  return has("application_credential_name") ? "v3applicationcredential" : "password";
}

function endpointFrom(layers: Layers, authType: AuthType): Value | undefined {
  const own = effective(layers, "rating_endpoint_override") ?? effective(layers, "rating_endpoint");
  const catalogless = authType === "none" || authType === "admin_token";
  const value =
    own ?? (catalogless ? (effective(layers, "endpoint") ?? effective(layers, "url")) : undefined);
  if (value !== undefined) addressOf(value);
  return value;
}
