import { createHash } from "node:crypto";
import type { Session } from "../../credentials/sessions.ts";
import { defined } from "../../defined.ts";
import { Fault } from "../../errors.ts";
import { readProblem } from "../../http/read-problem.ts";
import type { Sender } from "../../http/send.ts";
import { wholeBody } from "../../http/text-body.ts";
import type { Setup } from "../system.ts";
import type { CatalogHolder } from "./catalog.ts";
import type { CloudSettings } from "./cloud.ts";
import { authRequest, type KeystoneToken, readToken, tokensUrl } from "./keystone.ts";
import { signInFault } from "./sign-in-fault.ts";

/** What a later command needs of a sign-in beside the token: the rating endpoints that the catalog named. */
type Details = Pick<KeystoneToken, "userName" | "projectName" | "scoped" | "roles" | "catalog">;

/** Asks Keystone for a token. The request is a POST that changes nothing, so it is sent again as a read is. */
export async function keystoneSession(cloud: CloudSettings, sender: Sender, setup: Setup): Promise<Session> {
  const { url, body } = authRequest(cloud);
  for (const secret of [cloud.password, cloud.applicationCredentialSecret, cloud.token]) {
    if (secret !== undefined) setup.redactor.hide(secret.reveal());
  }
  const bytes = Buffer.from(JSON.stringify(body));
  const headers = {
    accept: "application/json",
    "content-type": "application/json",
    "content-length": String(bytes.byteLength),
  };
  const request = { method: "POST", url: new URL(url), headers, body: bytes };
  const token = await sender.send(request, { effect: "read", bounded: true }, async (response) => {
    if (response.status < 200 || response.status > 299) {
      throw signInFault(cloud, sender.masked(await readProblem(response)));
    }
    const text = Buffer.from(await wholeBody(response)).toString("utf8");
    return readToken(response.headers, jsonOf(text));
  });
  const { userName, projectName, scoped, roles, expiresAt } = token;
  const details: Details = { userName, projectName, scoped, roles, catalog: ratingPart(token) };
  const session = { token: token.token.reveal(), system: "scope", details: { ...details } };
  const principal =
    userName !== undefined && projectName !== undefined ? `${userName}@${projectName}` : userName;
  return { ...session, ...defined({ expiresAt, principal, context: setup.contextName }) };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The services that a later look into the catalog may ask for: the others' endpoints would only fill the file. */
function ratingPart(token: KeystoneToken): KeystoneToken["catalog"] {
  return token.catalog.map((service) =>
    service.type === "rating" || service.name === "cloudkitty" ? service : { ...service, endpoints: [] },
  );
}

/** What the session's catalog says, as the token had it. */
export function catalogOf({ details }: Session): CatalogHolder {
  return details as unknown as Details;
}

/** What tells one session from another: whom it is for, where, and on what; never a secret. */
export function sessionKey(cloud: CloudSettings): string {
  return JSON.stringify([
    "scope",
    cloud.authUrl,
    cloud.authType,
    cloud.userId ?? [cloud.username, cloud.userDomainId, cloud.userDomainName],
    cloud.projectId ?? [cloud.projectName, cloud.projectDomainId, cloud.projectDomainName],
    [cloud.domainId, cloud.domainName, cloud.systemScope, cloud.trustId],
    cloud.applicationCredentialId ?? cloud.applicationCredentialName,
    // A token alone names nobody: two of them are two users.
    cloud.token && createHash("sha256").update(cloud.token.reveal()).digest("hex"),
  ]);
}

/** Ends a token at Keystone too. A Keystone that does not answer keeps nobody from signing out here. */
export async function revoke(
  session: Session,
  cloud: CloudSettings,
  sender: Sender,
  setup: Setup,
): Promise<void> {
  const url = new URL(tokensUrl(cloud.authUrl ?? ""));
  const headers = {
    "x-auth-token": session.token,
    "x-subject-token": session.token,
  };
  const request = { method: "DELETE", url, headers };
  await sender
    .send(request, { effect: "replace", bounded: true }, async (response) => response.discard())
    .catch((error: unknown) => {
      if (!(error instanceof Fault) || error.code !== "unavailable") throw error;
      setup.note(`The token could not be ended at Keystone: ${error.message}`);
    });
}
