import { isRecord } from "../../record.ts";

/** Where a setting was found. A message names it; and only what a file or the environment keeps can be found again. */
export interface Origin {
  /** `configuration` is ours: a context, a flag, an `RPTCTL_SCOPE_*` variable. */
  readonly kind: "environment" | "file" | "configuration" | "default";
  /** The variable, the file's path, or the key. */
  readonly name: string;
}

export interface Value {
  readonly text: string;
  readonly origin: Origin;
}

export type Values = Map<string, Value>;

/**
 * A cloud's settings by their names in clouds.yaml, as openstacksdk holds them while it merges its sources: those that
 * stand in the entry itself, and those under its `auth`. Which one counts depends on the key; see `settle`.
 */
export interface Layers {
  readonly top: Values;
  readonly auth: Values;
}

/** Lays an entry of a clouds file over what is there; `auth` is merged key by key. Lists and mappings are left aside. */
export function lay(layers: Layers, entry: Record<string, unknown>, origin: Origin): void {
  for (const [key, value] of Object.entries(entry)) {
    if (key === "auth" && isRecord(value)) layInto(layers.auth, value, origin);
    else layInto(layers.top, { [key]: value }, origin);
  }
}

function layInto(values: Values, entries: Record<string, unknown>, origin: Origin): void {
  for (const [key, value] of Object.entries(entries)) {
    // An empty value hides what lies below it and then counts as absent.
    if (value === null) values.set(key, { text: "", origin });
    else if (typeof value !== "object") values.set(key, { text: String(value), origin });
  }
}

/** Old names of a setting, and the settings that openstacksdk moves under `auth`; of each list the last one found counts. */
const moved: Readonly<Record<string, readonly string[]>> = {
  domain_id: ["domain_id"],
  domain_name: ["domain_name"],
  user_domain_id: ["user_domain_id"],
  user_domain_name: ["user_domain_name"],
  project_domain_id: ["project_domain_id"],
  project_domain_name: ["project_domain_name"],
  token: ["auth_token", "token"],
  project_id: ["tenant_id", "project_id"],
  project_name: ["tenant_name", "project_name"],
};

/**
 * What openstacksdk does to the merged settings before they count, step by step. Its outcome is uneven: OS_USERNAME,
 * OS_PASSWORD and OS_AUTH_URL win over a cloud's `auth`, but a project, domain or token of `auth` wins over its OS_*
 * variable. It is kept, because the same shell has to mean the same cloud to `openstack` and to us.
 */
export function settle({ top, auth }: Layers): void {
  for (const [from, to] of [
    ["endpoint_type", "interface"],
    ["rating_endpoint_type", "rating_interface"],
  ] as const) {
    const old = take(top, from);
    if (old !== undefined) top.set(to, old);
  }
  for (const [key, names] of Object.entries(moved)) {
    let found: Value | undefined;
    for (const name of names.flatMap((each) => [each, each.replaceAll("_", "-")])) {
      found = take(top, name) ?? found;
      found = take(auth, name) ?? found;
    }
    if (found !== undefined && found.text !== "") auth.set(key, found);
  }
  for (const values of [top, auth]) underscore(values);
  if (auth.has("project_id") || auth.has("project_name")) shareDomain(auth);
}

/** Keys may be spelled with hyphens. */
function underscore(values: Values): void {
  for (const [key, value] of [...values]) {
    if (!key.includes("-")) continue;
    values.delete(key);
    values.set(key.replaceAll("-", "_"), value);
  }
}

/** With a project, a `domain` is no scope but short for the domain of both the user and the project. */
function shareDomain(auth: Values): void {
  for (const suffix of ["id", "name"]) {
    const domain = take(auth, `domain_${suffix}`);
    if (domain === undefined) continue;
    for (const key of [`user_domain_${suffix}`, `project_domain_${suffix}`]) {
      if (!auth.has(key)) auth.set(key, domain);
    }
  }
}

function take(values: Values, key: string): Value | undefined {
  const value = values.get(key);
  values.delete(key);
  return value;
}

/** The value that counts, once settled: an empty one is none. */
export function effective({ top, auth }: Layers, key: string): Value | undefined {
  const own = top.get(key);
  if (own !== undefined && own.text !== "") return own;
  const inner = auth.get(key);
  return inner !== undefined && inner.text !== "" ? inner : undefined;
}

const scopes = [["project_id", "project_name"], ["domain_id", "domain_name"], ["system_scope"], ["trust_id"]];

/** Pairs of which one is enough: who says one does not want the other one from elsewhere. */
const alternatives = [
  ["username", "user_id"],
  ["user_domain_id", "user_domain_name"],
  ["project_domain_id", "project_domain_name"],
  ["application_credential_id", "application_credential_name"],
];

/** Lays settings over settled ones: each wins wherever it stands, and drives out what it contradicts. */
export function override(layers: Layers, settings: ReadonlyMap<string, Value>): void {
  const keys = [...settings.keys()];
  const drivenOut = [
    ...alternatives.filter((pair) => pair.some((key) => settings.has(key))).flat(),
    ...(scopes.flat().some((key) => settings.has(key)) ? scopes.flat() : []),
    ...keys,
  ];
  for (const key of drivenOut) {
    layers.top.delete(key);
    layers.auth.delete(key);
  }
  for (const [key, value] of settings) layers.top.set(key, value);
}
