import { Fault } from "../../errors.ts";
import { explainByStatus, messageIn, type Problem } from "../../http/problem.ts";
import type { CloudSettings } from "./cloud.ts";
import { userOf } from "./cloud-missing.ts";
import { place } from "./cloud-values.ts";

/**
 * What an answer other than 201 to the sign-in means. Keystone answers the same 401 to a wrong password, user, domain
 * and project, so the fault says what was tried, and never the secret.
 */
export function signInFault(cloud: CloudSettings, problem: Problem): Fault {
  const details = { status: problem.status };
  const url = cloud.authUrl;
  if (problem.status === 401) return refused(cloud, problem);
  if (problem.status === 404 && /application credential/i.test(messageIn(problem) ?? "")) {
    return new Fault("auth", `Keystone knows no application credential ${cloud.applicationCredentialId}`, {
      ...details,
      hints: [
        ...fromWhere(cloud, "applicationCredentialId"),
        "it may have been deleted: openstack application credential list",
      ],
    });
  }
  if (problem.status === 300 || problem.status === 404 || problem.json === undefined) {
    // A proxy's error page comes as HTML too: it says nothing about the URL.
    if (problem.status >= 500 || problem.status === 429) return explained(problem);
    return new Fault("config", `no Keystone v3 answers at ${url} (HTTP ${problem.status})`, {
      ...details,
      hints: [...fromWhere(cloud, "authUrl"), "it usually ends in :5000/v3 or /identity/v3"],
    });
  }
  if (problem.status === 400) {
    return new Fault(
      "rejected",
      `Keystone did not take the sign-in: ${messageIn(problem) ?? "no reason given"}`,
      {
        ...details,
        hints: [`tried ${tried(cloud)}`],
      },
    );
  }
  return explained(problem);
}

function explained(problem: Problem): Fault {
  const { code, message, hints = [] } = explainByStatus(problem);
  return new Fault(code, `Keystone: ${message}`, { status: problem.status, hints });
}

function refused(cloud: CloudSettings, problem: Problem): Fault {
  const details = { status: problem.status };
  if (problem.headers["openstack-auth-receipt"] !== undefined) {
    return new Fault("auth", `Keystone wants a second factor from ${userOf(cloud)}`, {
      ...details,
      hints: ["rptctl signs in with one: use an application credential"],
    });
  }
  const what =
    cloud.authType === "password"
      ? "the user's name, domain or password, the project or its domain, or a role on it"
      : cloud.authType === "token"
        ? "the token (it may have expired), or the project"
        : "the application credential's secret, or its expiry";
  return new Fault("auth", `Keystone refused the sign-in: ${tried(cloud)}`, {
    ...details,
    hints: [`Keystone does not say what is wrong: check ${what}`, ...fromWhere(cloud, secretField(cloud))],
  });
}

/** Who tried to sign in to what, in words. */
function tried(cloud: CloudSettings): string {
  const domain = (id: string | undefined, name: string | undefined): string => {
    const known = name ?? id;
    return known === undefined ? "" : ` (domain ${known})`;
  };
  const user = `${userOf(cloud)}${cloud.userId === undefined ? domain(cloud.userDomainId, cloud.userDomainName) : ""}`;
  const { applicationCredentialId: id, applicationCredentialName: name } = cloud;
  const credential = id ?? `"${name}" of ${user}`;
  const who =
    cloud.authType === "password"
      ? user
      : cloud.authType === "token"
        ? "a token"
        : `application credential ${credential}`;
  return `${who}${scope(cloud, domain)} at ${cloud.authUrl}`;
}

function scope(
  cloud: CloudSettings,
  domain: (id: string | undefined, name: string | undefined) => string,
): string {
  if (cloud.authType === "v3applicationcredential") return "";
  if (cloud.domainId !== undefined || cloud.domainName !== undefined) {
    return `, domain ${cloud.domainName ?? cloud.domainId}`;
  }
  if (cloud.projectId !== undefined) return `, project ${cloud.projectId}`;
  if (cloud.projectName !== undefined) {
    return `, project "${cloud.projectName}"${domain(cloud.projectDomainId, cloud.projectDomainName)}`;
  }
  if (cloud.trustId !== undefined) return `, trust ${cloud.trustId}`;
  return cloud.systemScope === undefined ? ", no project" : ", the whole system";
}

function secretField({ authType }: CloudSettings): "password" | "token" | "applicationCredentialSecret" {
  if (authType === "password") return "password";
  return authType === "v3applicationcredential" ? "applicationCredentialSecret" : "token";
}

const names = {
  password: "the password",
  token: "the token",
  applicationCredentialSecret: "the secret",
  applicationCredentialId: "the id",
  authUrl: "the URL",
} as const;

function fromWhere(cloud: CloudSettings, field: keyof typeof names): readonly string[] {
  const origin = cloud.origins[field];
  return origin === undefined ? [] : [`${names[field]} is ${place(origin)}`];
}
