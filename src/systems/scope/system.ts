import type { Session } from "../../credentials/sessions.ts";
import { Fault } from "../../errors.ts";
import type { Connection } from "../../http/connection.ts";
import type { Paging } from "../../http/raw-pages.ts";
import { readTls } from "../../http/tls-files.ts";
import { isRecord } from "../../record.ts";
import { mayBeCapped } from "../../rows/seam.ts";
import type { Setup, SignedIn, System, SystemSession } from "../system.ts";
import { ratingEndpoint, ratingRoot } from "./catalog.ts";
import type { CloudSettings } from "./cloud.ts";
import { checkCloud } from "./cloud-missing.ts";
import { findCloud } from "./cloud-of-setup.ts";
import { explainScope, nothingFound } from "./errors.ts";
import { defaultPageSize } from "./list.ts";
import { nameOf } from "./pages.ts";
import { probeOf } from "./probe.ts";
import { catalogOf, keystoneSession, revoke, sessionKey } from "./session.ts";

/** CloudKitty's scopes, with Keystone to sign in at. */
export const system: System = {
  name: "scope",
  connect,
  attention: async () => (await import("./attention.ts")).attention,
};

async function connect(setup: Setup): Promise<SystemSession> {
  const { sessions } = setup;
  const { cloud, kept, withSecret, secretOrigin } = await findCloud(setup);
  const sender = await setup.sender(await tlsOf(cloud, setup));
  const key = () => sessionKey(cloud);
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
    current ??= (kept ? sessions.read(key()) : undefined) ?? (await newSession());
    setup.redactor.hide(current.token);
    return current;
  }

  function newSession(): Promise<Session> {
    return kept ? sessions.signInOnce(key(), signIn, { signal: setup.signal }) : signIn();
  }

  /** The token that goes with every request; undefined where the server asks for none. */
  async function token(): Promise<string | undefined> {
    if (cloud.authType === "none") return undefined;
    const own = await direct();
    if (own === undefined) return (await session()).token;
    const given = directToken(own);
    setup.redactor.hide(given);
    return given;
  }

  /**
   * The cloud whose token goes to the rating API itself; undefined where tokens come from Keystone. A token-command or the store may
   * be what makes it so, and neither is asked while a session of Keystone's is at hand.
   */
  async function direct(): Promise<CloudSettings | undefined> {
    if (!isDirect(cloud)) {
      current ??= kept ? sessions.read(key()) : undefined;
      if (current !== undefined) return undefined;
    }
    const complete = await withSecret();
    return isDirect(complete) ? complete : undefined;
  }

  async function base(): Promise<string> {
    if (cloud.endpointOverride !== undefined) return ratingRoot(cloud.endpointOverride);
    if (cloud.authType === "none" || isDirect(cloud)) checkCloud(await withSecret());
    return ratingEndpoint(catalogOf(await session()), cloud.regionName, cloud.interface);
  }

  async function renewed(stale: string): Promise<Session> {
    return kept ? sessions.renew(key(), stale, signIn, { signal: setup.signal }) : signIn();
  }

  const connection: Connection = {
    system: "scope",
    base: () => base().catch(told),
    async authorize(): Promise<Readonly<Record<string, string>>> {
      const given = await token().catch(told);
      return given === undefined ? {} : { "x-auth-token": given };
    },
    async renew() {
      if (current === undefined) return false;
      current = await renewed(current.token).catch(told);
      return true;
    },
    explain: explainScope,
  };

  return {
    connection,
    sender,
    paging,
    probe: probeOf(cloud),
    async signIn({ anew = false } = {}): Promise<SignedIn> {
      if (anew && kept) sessions.remove(key());
      if (anew) current = undefined;
      const url = await base().catch(told);
      if (cloud.authType === "none" || (await direct().catch(told)) !== undefined) {
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
      const ended = current ?? sessions.read(key());
      current = undefined;
      if (ended !== undefined) await revoke(ended, cloud, sender, setup);
      return sessions.remove(key());
    },
  };
}

/** Offsets; neither a total nor a next page is told, so the end is a page that is not full, or a 404. The first `limit` is what was typed. */
const paging: Paging = {
  first: (query) => ({ offset: 0, limit: defaultPageSize, ...query }),
  next(query, rows, isFirst) {
    const limit = Number(query.limit);
    if (rows < limit && !mayBeCapped(rows)) return undefined;
    return { ...query, offset: Number(query.offset) + rows - 1, limit: isFirst ? limit + 1 : limit };
  },
  isEnd: (fault) => fault.subcode === nothingFound,
  nameOf: (row) => (isRecord(row.value) && "scope_id" in row.value ? nameOf(row.value) : row.text),
  overlaps: true,
};

/** A token that is for the rating API itself, so that Keystone need not be asked. */
function isDirect(cloud: CloudSettings): boolean {
  return cloud.authType === "admin_token";
}

function directToken(cloud: CloudSettings): string {
  checkCloud(cloud);
  return cloud.token!.reveal();
}

function tlsOf(cloud: CloudSettings, { world, signal }: Setup) {
  const files = {
    "ca-file": cloud.caFile,
    cert: cloud.certFile,
    key: cloud.keyFile,
    insecure: !cloud.verify,
  };
  return readTls(files, { cwd: world.cwd, signal });
}
