import { Fault } from "../../errors.ts";
import { variableOf } from "./cloud-environment.ts";
import { type CloudField, type CloudSettings, keyOf } from "./cloud-settings.ts";
import { place } from "./cloud-values.ts";

/**
 * Makes sure that there is enough to sign in with. Throws a Fault that names the variable and the key to set: `config`
 * where nobody knows whom to ask, or where the settings contradict each other; `auth` where a credential is missing.
 */
export function checkCloud(cloud: CloudSettings): void {
  const { authType } = cloud;
  if (authType === "none" || authType === "admin_token") {
    if (cloud.endpointOverride === undefined) {
      throw missing(cloud, "config", `no endpoint for auth_type ${authType}`, ["endpointOverride"]);
    }
    if (authType === "admin_token" && cloud.token === undefined) throw noToken(cloud);
    return;
  }
  if (cloud.authUrl === undefined) throw noAuthUrl(cloud);
  if (authType === "token") {
    if (cloud.token === undefined) throw noToken(cloud);
  } else if (authType === "password") {
    if (cloud.username === undefined && cloud.userId === undefined) {
      throw missing(cloud, "auth", "no user to sign in to Keystone", ["username", "userId"]);
    }
    if (cloud.password === undefined) {
      throw missing(cloud, "auth", `no password for ${userOf(cloud)}`, ["password"]);
    }
  } else {
    checkApplicationCredential(cloud);
  }
  checkScope(cloud);
}

/** `user "ops"`, or its id where that is what Keystone is told. */
export function userOf(cloud: CloudSettings): string {
  return cloud.userId === undefined ? `user "${cloud.username}"` : `user ${cloud.userId}`;
}

function checkApplicationCredential(cloud: CloudSettings): void {
  if (cloud.applicationCredentialId === undefined) {
    if (cloud.applicationCredentialName === undefined) {
      const fields = ["applicationCredentialId", "applicationCredentialName"] as const;
      throw missing(cloud, "auth", "no application credential to sign in with", fields);
    }
    if (cloud.username === undefined && cloud.userId === undefined) {
      const whose = `whose application credential is "${cloud.applicationCredentialName}"? A name needs its user`;
      throw missing(cloud, "auth", whose, ["username", "userId"]);
    }
  }
  if (cloud.applicationCredentialSecret === undefined) {
    const name = cloud.applicationCredentialId ?? cloud.applicationCredentialName;
    const what = `no secret for application credential ${name}`;
    throw missing(cloud, "auth", what, ["applicationCredentialSecret"]);
  }
}

/** Keystone takes one target; which of two was meant is not ours to guess. */
function checkScope(cloud: CloudSettings): void {
  if (cloud.authType === "v3applicationcredential") return;
  const targets = (["projectId", "projectName", "domainId", "domainName", "trustId"] as const).filter(
    (field) => cloud[field] !== undefined,
  );
  const kinds = new Set(targets.map((field) => field.replace(/Id$|Name$/, "")));
  if (kinds.size < 2) return;
  const said = targets.map((field) => {
    const origin = cloud.origins[field];
    return origin === undefined ? keyOf(field) : `${keyOf(field)} (${place(origin)})`;
  });
  throw new Fault(
    "config",
    `a token is for one project, domain or trust, but there are several: ${said.join(", ")}`,
  );
}

function noToken(cloud: CloudSettings): Fault {
  return missing(cloud, "auth", `no token for auth_type ${cloud.authType}`, ["token"]);
}

function noAuthUrl(cloud: CloudSettings): Fault {
  const fault = missing(cloud, "config", "no Keystone URL", ["authUrl"]);
  if (cloud.missingProfile === undefined) return fault;
  return fault.with({
    hints: [
      `profile "${cloud.missingProfile}" is in no clouds-public.yaml, and rptctl brings no providers' profiles of its own`,
    ],
  });
}

function missing(
  cloud: CloudSettings,
  code: "config" | "auth",
  what: string,
  fields: readonly CloudField[],
): Fault {
  const variables = fields.map((field) => variableOf(keyOf(field))).join(" or ");
  const under = (field: CloudField): string =>
    field === "endpointOverride" ? keyOf(field) : `auth.${keyOf(field)}`;
  if (cloud.cloud !== undefined) {
    const keys = fields.map(under).join(" or ");
    return new Fault(
      code,
      `${what}: set ${variables}, or ${keys} of cloud "${cloud.cloud}" in ${cloud.file}`,
    );
  }
  return new Fault(code, `${what}: set ${variables}`, {
    hints: [
      "or name a cloud of clouds.yaml: export OS_CLOUD=NAME, or rptctl context set NAME scope.cloud=NAME",
      "or be asked for all of it: rptctl setup scope",
    ],
  });
}
