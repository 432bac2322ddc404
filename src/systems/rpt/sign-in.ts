import type { Session } from "../../credentials/sessions.ts";
import { type Credential, missingCredential } from "../../credentials/sources.ts";
import { defined } from "../../defined.ts";
import { Fault } from "../../errors.ts";
import { readProblem } from "../../http/read-problem.ts";
import type { Sender } from "../../http/send.ts";
import type { Setup, SignedIn } from "../system.ts";
import { explainRpt } from "./errors.ts";
import { opaqueSession, opaqueSignOut } from "./opaque.ts";
import { ospSession, ospSignOut, type RefreshGrant, refreshed } from "./osp.ts";

/** The token that requests carry, and where it comes from. */
export interface SignIn {
  headers(): Promise<Readonly<Record<string, string>>>;
  token(): Promise<string>;
  /** A token other than the refused one; false where there is none to be had. */
  renew(): Promise<boolean>;
  establish(anew: boolean): Promise<Omit<SignedIn, "url">>;
  signOut(): Promise<boolean>;
  /** Gives back a token that no later command can use. Never throws. */
  end(): Promise<void>;
}

/** A session in use; `direct` for a token that was made elsewhere, which is never kept and never given back. */
interface Held extends Session {
  readonly direct?: Credential;
}

/** How long giving a token back may take when a command is over. */
const patienceAtEnd = 3000;
const nearEnd = 10_000;

export async function openSignIn(setup: Setup, sender: Sender): Promise<SignIn> {
  const { settings, sessions, world } = setup;
  const auth = settings.text("auth") ?? "x-opaque";
  const environment = await setup.environmentCredential();
  // A secret of the environment is for this call alone: nothing of it is kept on disk.
  const isKept = environment?.token === undefined && environment?.password === undefined;
  const mayRead = isKept && settings.words("token-command") === undefined;
  const key = JSON.stringify([
    "rpt",
    auth,
    settings.url,
    settings.text("auth-url"),
    settings.text("username"),
  ]);
  const refreshKey = `${key} refresh`;
  const lock = { signal: setup.signal };
  let current: Promise<Held> | undefined;
  let grant: RefreshGrant | undefined;
  /** The last session that this command itself signed in for. */
  let signedIn: Session | undefined;

  async function signInBy(credential: Credential): Promise<Session> {
    const context = setup.contextName === undefined ? {} : { context: setup.contextName };
    if (auth !== "osp") {
      signedIn = { ...(await opaqueSession(setup, sender, credential, signedIn)), ...context };
      return signedIn;
    }
    const known = grant ?? (isKept ? sessions.read(refreshKey) : undefined);
    const again = known === undefined ? undefined : await refreshed(setup, sender, credential, known);
    const { session, refresh } = again ?? (await ospSession(setup, sender, credential));
    grant = refresh;
    if (refresh !== undefined && isKept) sessions.write(refreshKey, { ...refresh, ...context });
    return { ...session, ...context };
  }

  /** The kept session, a token made elsewhere, or a new session; other than `stale` where that is given. */
  async function obtain(stale?: Held): Promise<Held> {
    const found = mayRead && stale === undefined ? sessions.read(key) : undefined;
    if (found !== undefined) return found;
    const credential = await setup.credential();
    if (credential === undefined) throw missingCredential("rpt", settings);
    if (credential.token !== undefined) {
      return { token: credential.token.reveal(), system: "rpt", direct: credential };
    }
    if (auth === "bearer") {
      throw new Fault("auth", "auth is bearer, and there is no token", {
        hints: ["rptctl auth login rpt --with-token", "export RPTCTL_RPT_TOKEN_FILE=FILE"],
      });
    }
    const signIn = () => signInBy(credential);
    if (!isKept) return signIn();
    return stale === undefined
      ? sessions.signInOnce(key, signIn, lock)
      : sessions.renew(key, stale.token, signIn, lock);
  }

  /** The same for all that ask at a time; what failed is tried anew by the next. */
  function hold(next: () => Promise<Held>): Promise<Held> {
    const held = next().then((session) => {
      setup.redactor.hide(session.token);
      return session;
    });
    current = held;
    held.catch(() => {
      if (current === held) current = undefined;
    });
    return held;
  }

  async function session(): Promise<Held> {
    const held = await (current ?? hold(obtain));
    const over = held.expiresAt !== undefined && world.now() >= held.expiresAt - nearEnd;
    return over ? hold(obtain) : held;
  }

  async function giveBack(held: Held | undefined, by: Sender): Promise<void> {
    const refresh = grant ?? (isKept ? sessions.read(refreshKey) : undefined);
    if (refresh !== undefined) {
      await ospSignOut(setup, by, await setup.credential().catch(() => undefined), refresh);
    } else if (held !== undefined && held.direct === undefined && auth === "x-opaque") {
      await opaqueSignOut(by, held);
    }
  }

  const signIn: SignIn = {
    async headers() {
      const { token, details } = await session();
      if (auth !== "x-opaque") return { authorization: `Bearer ${token}` };
      const place = details?.tokenServer ?? settings.text("auth-url");
      return {
        authorization: `X-OPAQUE ${token}`,
        ...(typeof place === "string" ? { "ts-url": place } : {}),
      };
    },
    token: async () => (await session()).token,
    async renew() {
      const stale = await session();
      if (stale.direct !== undefined && stale.direct.origin !== "token-command") return false;
      const renewed = await hold(() => obtain(stale));
      return renewed.token !== stale.token;
    },
    async establish(anew) {
      if (anew && isKept) sessions.remove(key);
      const held = await (anew ? hold(obtain) : session());
      if (held.direct !== undefined) await check(setup, sender, await signIn.headers());
      return {
        user: held.principal,
        origin: held.direct?.origin ?? (isKept ? "kept session" : (environment?.origin ?? "kept session")),
        expiresAt: held.expiresAt,
      };
    },
    async signOut() {
      const held = isKept ? sessions.read(key) : undefined;
      const had = held !== undefined || sessions.read(refreshKey) !== undefined;
      try {
        if (had) await giveBack(held, sender);
      } catch (error) {
        if (!(error instanceof Fault) || setup.signal.aborted) throw error;
        setup.warn(`the server was not told of the sign-out: ${error.message}`);
      }
      sessions.remove(key);
      sessions.remove(refreshKey);
      current = undefined;
      grant = undefined;
      return had;
    },
    async end() {
      if (isKept || current === undefined) return;
      const held = await current.catch(() => undefined);
      await giveBack(held, sender.afterwards(patienceAtEnd)).catch(() => {});
      current = undefined;
    },
  };
  return signIn;
}

/** Tries a token that was made elsewhere. @throws Fault as the server refuses it. */
async function check(setup: Setup, sender: Sender, headers: Readonly<Record<string, string>>): Promise<void> {
  const url = new URL(`${setup.settings.url}/rpt/buildinfo`);
  const request = {
    method: "GET",
    url,
    headers: { accept: "application/json", ...headers },
  };
  const answer = await sender.send(request, { effect: "read", bounded: true }, readProblem);
  if (answer.status >= 200 && answer.status < 300) return;
  const { code, message, subcode, hints } = explainRpt(sender.masked(answer));
  throw new Fault(code, message, {
    status: answer.status,
    ...defined({ subcode, hints }),
  });
}
