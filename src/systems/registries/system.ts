import type { Session } from "../../credentials/sessions.ts";
import type { Credential } from "../../credentials/sources.ts";
import { Fault } from "../../errors.ts";
import { Api } from "../../http/api.ts";
import type { Connection } from "../../http/connection.ts";
import type { Paging } from "../../http/raw-pages.ts";
import { mayBeCapped } from "../../rows/seam.ts";
import type { Setup, SignedIn, System, SystemSession } from "../system.ts";
import { registries } from "./endpoints.ts";
import { explainRegistries } from "./errors.ts";
import { defaultPageSize } from "./list.ts";
import { totalIn } from "./reading.ts";
import { nameOf } from "./repeats.ts";
import { mannersOf } from "./settings.ts";
import { signIn } from "./sign-in.ts";

/** Seer Box's report registries. One signs in by user name and password, or brings a token. */
export const system: System = {
  name: "registries",
  connect,
  attention: async () => (await import("./attention.ts")).attention,
};

async function connect(setup: Setup): Promise<SystemSession> {
  const { sessions, settings, redactor } = setup;
  const sender = await setup.sender();
  const base = (settings.url ?? "").replace(/\/api(\/v1)?$/, "");
  const inEnvironment = await setup.environmentCredential();
  // With the secret in the environment no file is needed, nor written.
  const kept = inEnvironment === undefined;
  const key = JSON.stringify(["registries", setup.contextName, base, settings.text("username")]);
  const expiredStatus = settings.text("expired-status") ?? "auto";

  let found: Promise<Credential | undefined> | undefined;
  let current: Session | undefined;
  let opening: Promise<Session> | undefined;
  let renewing: Promise<boolean> | undefined;
  let forgave403 = false;

  function credential(): Promise<Credential | undefined> {
    found ??= kept ? setup.credential() : Promise.resolve(inEnvironment);
    return found;
  }

  async function newSession(): Promise<Session> {
    return signIn(base, await credential(), sender, setup);
  }

  /** A token that was given and not signed in for; a kept session spares looking for it. */
  async function givenToken(): Promise<string | undefined> {
    if (current !== undefined || (kept && sessions.read(key) !== undefined)) return undefined;
    return (await credential())?.token?.reveal();
  }

  /** The session in use: this process's, the kept one, or a new one that other commands and requests wait for. */
  async function session(): Promise<Session> {
    if (current === undefined) {
      opening ??= open().finally(() => {
        opening = undefined;
      });
      current = await opening;
    }
    redactor.hide(current.token);
    return current;
  }

  async function open(): Promise<Session> {
    if (!kept) return newSession();
    return sessions.read(key) ?? sessions.signInOnce(key, newSession, { signal: setup.signal });
  }

  async function token(): Promise<string> {
    const given = await givenToken();
    if (given === undefined) return (await session()).token;
    redactor.hide(given);
    return given;
  }

  /** Its page knows no signing out: the token is only forgotten. */
  function forget(): boolean {
    current = undefined;
    return sessions.remove(key);
  }

  async function renew(): Promise<boolean> {
    const stale = current;
    if (stale === undefined || (await credential())?.password === undefined) return renewGiven();
    current = kept
      ? await sessions.renew(key, stale.token, newSession, { signal: setup.signal })
      : await newSession();
    return true;
  }

  /** A program that prints tokens may print another one now. */
  async function renewGiven(): Promise<boolean> {
    const before = await credential();
    if (before?.origin !== "token-command") return false;
    found = setup.credential();
    return (await found)?.token?.reveal() !== before.token?.reveal();
  }

  const connection: Connection = {
    system: "registries",
    base: async () => base,
    authorize: async () => ({ authorization: `Bearer ${await token()}` }),
    renew() {
      // Requests that go side by side find out together: one sign-in serves them all.
      renewing ??= renew().finally(() => {
        renewing = undefined;
      });
      return renewing;
    },
    mayBeExpired({ status }) {
      // What an expired token is answered with is in no page. Once a command a 403 may be that.
      if (status !== 403 || expiredStatus === "401" || forgave403) return false;
      forgave403 = true;
      return true;
    },
    explain: explainRegistries,
  };

  return {
    connection,
    sender,
    paging: pagingOf(mannersOf(settings).pageBase === "1" ? 1 : 0),
    async signIn({ anew = false } = {}): Promise<SignedIn> {
      if (anew) forget();
      try {
        const given = await givenToken();
        const origin = (await credential())?.origin ?? "kept session";
        if (given === undefined) {
          const { principal } = await session();
          return { url: base, user: principal, origin, expiresAt: undefined };
        }
        const api = new Api(connection, sender, redactor);
        await api.json(registries.list, { query: { paginate: true, page: 0, page_size: 1 } });
        return { url: base, user: undefined, origin, expiresAt: undefined };
      } catch (error) {
        throw error instanceof Fault ? error.with({ system: "registries" }) : error;
      }
    },
    async token() {
      return token();
    },
    signOut: async () => forget(),
  };
}

/** Pages by number; a page that is not full is the last one. */
function pagingOf(base: number): Paging {
  return {
    first: (query) => ({ paginate: true, page: base, page_size: defaultPageSize, ...query }),
    next: (query, rows) =>
      rows < Number(query.page_size) && !mayBeCapped(rows)
        ? undefined
        : { ...query, page: Number(query.page) + 1 },
    // Behind the last page there may be no page.
    isEnd: ({ status }, isFirst) => status === 400 && !isFirst,
    nameOf,
    overlaps: false,
    totalOf: totalIn,
  };
}
