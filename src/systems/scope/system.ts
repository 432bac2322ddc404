import { createHash } from "node:crypto";
import type { Session } from "../../credentials/sessions.ts";
import { Fault } from "../../errors.ts";
import type { Connection } from "../../http/api.ts";
import { readProblem } from "../../http/api.ts";
import { wholeBody } from "../../http/body.ts";
import type { Paging } from "../../http/raw-pages.ts";
import type { Sender } from "../../http/send.ts";
import { readTls } from "../../tls-files.ts";
import type { Setup, SignedIn, System, SystemSession } from "../system.ts";
import { ratingEndpoint, ratingRoot } from "./catalog.ts";
import type { CloudSettings } from "./cloud.ts";
import { checkCloud } from "./cloud-missing.ts";
import { findCloud } from "./cloud-of-setup.ts";
import { explainScope, nothingFound } from "./errors.ts";
import { authRequest, type KeystoneToken, readToken } from "./keystone.ts";
import { defaultPageSize } from "./list.ts";
import { signInFault } from "./sign-in-fault.ts";

/** CloudKitty's scopes, with Keystone to sign in at. */
export const system: System = { name: "scope", connect };

/** What a later command needs of a sign-in beside the token: the rating endpoints that the catalog named. */
type Details = Pick<KeystoneToken, "userName" | "projectName" | "scoped" | "roles" | "catalog">;

async function connect(setup: Setup): Promise<SystemSession> {
  const { sessions } = setup;
  const { cloud, kept, withSecret, secretOrigin } = await findCloud(setup);
  const sender = await setup.sender(await tlsOf(cloud, setup));
  const key = sessionKey(cloud);
  let current: Session | undefined;

  async function signIn(): Promise<Session> {
    const complete = await withSecret();
    checkCloud(complete);
    return keystoneSession(complete, sender, setup);
  }

  /** What goes wrong in here is this system's, and a missing secret may be given to `auth login`. */
  function told(error: unknown): never {
    if (!(error instanceof Fault) || error.system !== undefined) throw error;
    const login = `rptctl auth login scope${setup.contextName === undefined ? "" : ` --context ${setup.contextName}`}`;
    throw error.with({ system: "scope", ...(error.code === "auth" ? { hints: [login] } : {}) });
  }

  /** The session in use: this process's, the kept one, or a new one that other commands wait for. */
  async function session(): Promise<Session> {
    current ??= (kept ? sessions.read(key) : undefined) ?? (await newSession());
    setup.redactor.hide(current.token);
    return current;
  }

  function newSession(): Promise<Session> {
    return kept ? sessions.signInOnce(key, signIn, { signal: setup.signal }) : signIn();
  }

  /** The token that goes with every request; undefined where the server asks for none. */
  async function token(): Promise<string | undefined> {
    if (cloud.authType === "none") return undefined;
    return isDirect(cloud) ? directToken(await withSecret()) : (await session()).token;
  }

  async function base(): Promise<string> {
    if (cloud.endpointOverride !== undefined) return ratingRoot(cloud.endpointOverride);
    if (cloud.authType === "none" || isDirect(cloud)) checkCloud(await withSecret());
    return ratingEndpoint(tokenOf(await session()), cloud.regionName, cloud.interface);
  }

  async function renewed(stale: string): Promise<Session> {
    return kept ? sessions.renew(key, stale, signIn, { signal: setup.signal }) : signIn();
  }

  const connection: Connection = {
    system: "scope",
    base: () => base().catch(told),
    async authorize(): Promise<Readonly<Record<string, string>>> {
      const given = await token().catch(told);
      return given === undefined ? {} : { "x-auth-token": given };
    },
    async renew() {
      if (current === undefined || isDirect(cloud)) return false;
      current = await renewed(current.token).catch(told);
      return true;
    },
    explain: explainScope,
  };

  return {
    connection,
    sender,
    paging,
    async signIn({ anew = false } = {}): Promise<SignedIn> {
      if (anew && kept) sessions.remove(key);
      if (anew) current = undefined;
      const url = await base().catch(told);
      if (cloud.authType === "none" || isDirect(cloud)) {
        return {
          url,
          user: undefined,
          origin: (await secretOrigin()) ?? "none needed",
          expiresAt: undefined,
        };
      }
      const { principal, expiresAt } = await session().catch(told);
      return { url, user: principal, origin: (await secretOrigin()) ?? "kept session", expiresAt };
    },
    async token() {
      const given = await token().catch(told);
      if (given !== undefined) return given;
      throw new Fault("config", "this CloudKitty asks for no token (auth type none)", { system: "scope" });
    },
    async signOut() {
      current = undefined;
      return sessions.remove(key);
    },
  };
}

/** Offsets; neither a total nor a next page is told, so the end is a page that is not full, or a 404. */
const paging: Paging = {
  first: (query) => ({ offset: 0, limit: defaultPageSize, ...query }),
  next: (query, rows) =>
    rows < Number(query.limit) ? undefined : { ...query, offset: Number(query.offset) + rows },
  isEnd: (fault) => fault.subcode === nothingFound,
};

/** A token that is for the rating API itself, so that Keystone need not be asked. */
function isDirect(cloud: CloudSettings): boolean {
  return cloud.authType === "admin_token";
}

function directToken(cloud: CloudSettings): string {
  checkCloud(cloud);
  return cloud.token!.reveal();
}

/** Asks Keystone for a token. The request is a POST that changes nothing, so it is sent again as a read is. */
async function keystoneSession(cloud: CloudSettings, sender: Sender, setup: Setup): Promise<Session> {
  const { url, body } = authRequest(cloud);
  for (const secret of [cloud.password, cloud.applicationCredentialSecret, cloud.token]) {
    if (secret !== undefined) setup.redactor.hide(secret.reveal());
  }
  const bytes = Buffer.from(JSON.stringify(body));
  const headers = {
    "user-agent": setup.userAgent,
    accept: "application/json",
    "content-type": "application/json",
    "content-length": String(bytes.byteLength),
  };
  const request = { method: "POST", url: new URL(url), headers, body: bytes };
  const token = await sender.send(request, { effect: "read", bounded: true }, async (response) => {
    if (response.status < 200 || response.status > 299) throw signInFault(cloud, await readProblem(response));
    const text = Buffer.from(await wholeBody(response)).toString("utf8");
    return readToken(response.headers, jsonOf(text));
  });
  const { userName, projectName, scoped, roles, expiresAt } = token;
  const details: Details = { userName, projectName, scoped, roles, catalog: ratingPart(token) };
  const session = { token: token.token.reveal(), system: "scope", details: { ...details } };
  return {
    ...session,
    ...(expiresAt === undefined ? {} : { expiresAt }),
    ...(userName === undefined
      ? {}
      : { principal: projectName === undefined ? userName : `${userName}@${projectName}` }),
    ...(setup.contextName === undefined ? {} : { context: setup.contextName }),
  };
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

function tokenOf({ token, details }: Session): KeystoneToken {
  return { ...(details as unknown as Details), token: token as never, expiresAt: undefined };
}

/** What tells one session from another: whom it is for, where, and on what; never a secret. */
function sessionKey(cloud: CloudSettings): string {
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

function tlsOf(cloud: CloudSettings, { world }: Setup) {
  const files = {
    "ca-file": cloud.caFile,
    cert: cloud.certFile,
    key: cloud.keyFile,
    insecure: !cloud.verify,
  };
  return readTls(files, world.cwd);
}
