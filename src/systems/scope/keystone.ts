import { defined } from "../../defined.ts";
import { Fault } from "../../errors.ts";
import { isRecord } from "../../record.ts";
import { Secret } from "../../secret.ts";
import type { CloudSettings } from "./cloud.ts";
import { checkCloud } from "./cloud-missing.ts";

/** One service of a token's catalog, and where it answers. */
export interface Service {
  readonly type: string;
  readonly name: string;
  readonly endpoints: readonly {
    readonly interface: string;
    readonly region: string;
    readonly url: string;
  }[];
}

/** A token that Keystone gave, and what it says of its holder. */
export interface KeystoneToken {
  readonly token: Secret;
  /** Milliseconds since the epoch; undefined where Keystone does not say. */
  readonly expiresAt: number | undefined;
  readonly userName: string | undefined;
  /** Undefined where the token is for a domain, the system, or nothing. */
  readonly projectName: string | undefined;
  /** False for a token that is for nothing at all: it has no roles and no catalog. */
  readonly scoped: boolean;
  readonly roles: readonly string[];
  readonly catalog: readonly Service[];
}

/**
 * The request that signs in: `POST url` with that JSON body, which holds the secret. Throws a Fault that says what to
 * set where something is missing. Not for auth types `none` and `admin_token`, which ask Keystone for nothing.
 */
export function authRequest(cloud: CloudSettings): { readonly url: string; readonly body: object } {
  checkCloud(cloud);
  const auth = { identity: identityOf(cloud), ...defined({ scope: scopeOf(cloud) }) };
  return { url: tokensUrl(cloud.authUrl ?? ""), body: { auth } };
}

/**
 * Where Keystone gives tokens: the v3 API below the address that is configured, which may name that version, the
 * retired v2.0 or none, stand below a path, and end in a slash.
 */
export function tokensUrl(authUrl: string): string {
  const url = new URL(authUrl);
  const base = url.pathname.replace(/\/+$/, "").replace(/\/v(?:2\.0|3)$/, "");
  return `${url.origin}${base}/v3/auth/tokens`;
}

function identityOf(cloud: CloudSettings): object {
  if (cloud.authType === "token") return { methods: ["token"], token: { id: cloud.token?.reveal() } };
  if (cloud.authType === "password") {
    return {
      methods: ["password"],
      password: { user: { ...userOf(cloud), password: cloud.password?.reveal() } },
    };
  }
  const { applicationCredentialId: id, applicationCredentialName: name } = cloud;
  const secret = cloud.applicationCredentialSecret?.reveal();
  const credential = id === undefined ? { name, user: userOf(cloud), secret } : { id, secret };
  return { methods: ["application_credential"], application_credential: credential };
}

function userOf(cloud: CloudSettings): object {
  if (cloud.userId !== undefined) return { id: cloud.userId };
  return { name: cloud.username, ...domainOf(cloud.userDomainId, cloud.userDomainName) };
}

function domainOf(id: string | undefined, name: string | undefined): object {
  if (id !== undefined) return { domain: { id } };
  return name === undefined ? {} : { domain: { name } };
}

/** What the token shall be for. Undefined leaves it to Keystone: the user's default project, or nothing. */
function scopeOf(cloud: CloudSettings): object | undefined {
  // An application credential is bound to its project; Keystone refuses it when a scope is asked for (401).
  if (cloud.authType === "v3applicationcredential") return undefined;
  if (cloud.domainId !== undefined || cloud.domainName !== undefined) {
    return domainOf(cloud.domainId, cloud.domainName);
  }
  if (cloud.projectId !== undefined) return { project: { id: cloud.projectId } };
  if (cloud.projectName !== undefined) {
    return {
      project: { name: cloud.projectName, ...domainOf(cloud.projectDomainId, cloud.projectDomainName) },
    };
  }
  if (cloud.trustId !== undefined) return { "OS-TRUST:trust": { id: cloud.trustId } };
  return cloud.systemScope === undefined ? undefined : { system: { all: true } };
}

/** Reads Keystone's 201. Header names are in lower case. Throws a Fault `unavailable` for what is no token. */
export function readToken(headers: Readonly<Record<string, string>>, body: unknown): KeystoneToken {
  const subject = headers["x-subject-token"];
  const token = isRecord(body) ? body.token : undefined;
  if (subject === undefined || subject === "" || !isRecord(token)) {
    throw new Fault("unavailable", "what answered is not Keystone: there is no token in its answer", {
      hints: ["check the Keystone URL: OS_AUTH_URL, auth.auth_url in clouds.yaml, or scope.auth-url"],
    });
  }
  const expiresAt = Date.parse(String(token.expires_at));
  return {
    token: new Secret(subject),
    expiresAt: Number.isNaN(expiresAt) ? undefined : expiresAt,
    userName: nameOf(token.user),
    projectName: nameOf(token.project),
    scoped: ["project", "domain", "system", "OS-TRUST:trust"].some((kind) => isRecord(token[kind])),
    roles: listOf(token.roles).flatMap((role) => nameOf(role) ?? []),
    catalog: listOf(token.catalog).map(serviceOf),
  };
}

function serviceOf(service: Record<string, unknown>): Service {
  const endpoints = listOf(service.endpoints).map((endpoint) => ({
    interface: text(endpoint.interface),
    region: text(endpoint.region_id ?? endpoint.region),
    url: text(endpoint.url),
  }));
  return { type: text(service.type), name: text(service.name), endpoints };
}

const text = (value: unknown): string => (typeof value === "string" ? value : "");

function listOf(value: unknown): readonly Record<string, unknown>[] {
  return Array.isArray(value) ? value.filter(isRecord) : [];
}

function nameOf(value: unknown): string | undefined {
  return isRecord(value) && typeof value.name === "string" ? value.name : undefined;
}
