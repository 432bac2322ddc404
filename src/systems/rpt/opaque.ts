import { isToken } from "../../credentials/environment.ts";
import type { Session } from "../../credentials/sessions.ts";
import type { Credential } from "../../credentials/sources.ts";
import { defined } from "../../defined.ts";
import { Fault } from "../../errors.ts";
import { codeOfStatus, type Problem } from "../../http/problem.ts";
import type { Sender } from "../../http/send.ts";
import type { Setup } from "../system.ts";
import { ask, basic, loginOf } from "./ask.ts";
import { readChallenge } from "./challenge.ts";
import { explainRpt, faultIn, isSubcode } from "./errors.ts";
import { textOf } from "./records.ts";
import { passwordPlace } from "./token-place.ts";

/*
 * The Authentication REST API (13.3), as the open-source framework that this server's own client was made with does it
 * (Spiffy UI, Apache-2.0): Basic for a token, which requests carry as it is.
 */

/**
 * Signs in at the token server: the one where this command signed in before, the configured one, else the one that the reporting
 * server names in its 401.
 */
export async function opaqueSession(
  setup: Setup,
  sender: Sender,
  credential: Credential,
  before: Session | undefined,
): Promise<Session> {
  const { username, password } = loginOf(setup, credential);
  const known = before?.details?.tokenServer;
  const place = typeof known === "string" ? new URL(known) : await tokenServer(setup, sender);
  const headers = { authorization: basic(username, password, setup.redactor), "content-length": "0" };
  const answer = await ask(sender, { method: "POST", url: place, headers });
  const token = textOf(answer.json, "Token");
  if (answer.status < 200 || answer.status > 299 || faultIn(answer.json) !== undefined) {
    throw refused(answer, username, place);
  }
  if (token === undefined || !isToken(token)) {
    throw new Fault("unavailable", `${place.origin} signed in but gave no token`, {
      hints: ["is rpt.auth-url the URL of a token server?"],
    });
  }
  setup.redactor.hide(token);
  return { token, system: "rpt", principal: username, details: { tokenServer: place.href } };
}

/** Gives the token back. One that the server has forgotten already counts as given back. */
export async function opaqueSignOut(sender: Sender, session: Session): Promise<void> {
  const place = session.details?.tokenServer;
  if (typeof place !== "string") return;
  const url = new URL(`${place}/${encodeURIComponent(session.token)}`);
  const answer = await ask(sender, { method: "DELETE", url, headers: {} });
  const forgotten =
    isSubcode(faultIn(answer.json)?.subcode, "Gone") || [401, 404, 410].includes(answer.status);
  if (answer.status > 299 && !forgotten) {
    const { code, message } = explainRpt(answer);
    throw new Fault(code, message, { status: answer.status });
  }
}

async function tokenServer(setup: Setup, sender: Sender): Promise<URL> {
  const { settings } = setup;
  const configured = settings.text("auth-url");
  if (configured !== undefined) return new URL(configured);
  const base = settings.url!;
  const url = new URL(`${base}/rpt/buildinfo`);
  const answer = await ask(sender, { method: "GET", url, headers: {} });
  const challenge = readChallenge(answer.headers["www-authenticate"]);
  if (challenge?.scheme === "x-opaque" && challenge.uri !== undefined) {
    return passwordPlace(challenge.uri, base, setup.warn);
  }
  if (challenge?.scheme === "bearer" || challenge?.scheme === "mac") {
    throw new Fault("config", "this server signs in by OAuth2", {
      hints: [
        "rptctl context set CONTEXT rpt.auth=osp rpt.client-id=ID",
        "export RPTCTL_RPT_CLIENT_SECRET_FILE=FILE",
      ],
    });
  }
  const { status } = answer;
  // A server that is down says nothing about the configuration.
  if (status >= 500 || status === 429) throw noToken(answer);
  // A 401 that names no way to sign in says that nobody is, whether or not the URL is right.
  throw new Fault(
    status === 401 && challenge === undefined ? "auth" : "config",
    `${url.origin} does not say where tokens come from (HTTP ${status})`,
    {
      hints: [
        "is the URL that of the core server, as in https://HOST:8543/IDMRPT-CORE?",
        "or name the token server: rptctl context set CONTEXT rpt.auth-url=https://HOST/IDMRPT-AUTH/auth/tokens",
      ],
    },
  );
}

function refused(answer: Problem, username: string, place: URL): Fault {
  const fault = faultIn(answer.json);
  const details = { status: answer.status, ...defined({ subcode: fault?.subcode }) };
  if (isSubcode(fault?.subcode, "MultipleAccounts")) {
    return new Fault("auth", `several accounts are named ${username}`, {
      ...details,
      hints: ["give the whole DN as the user name"],
    });
  }
  // Behind its proxy this server answers 400 where the token server answered 401.
  const wrong = fault === undefined ? [400, 401, 403] : [401];
  if (isSubcode(fault?.subcode, "InvalidInput") || wrong.includes(answer.status)) {
    return new Fault("auth", `the user name or password of ${username} was refused`, {
      ...details,
      hints: ["rptctl auth login rpt"],
    });
  }
  if (fault === undefined && codeOfStatus(answer.status) === "not_found") {
    return new Fault("config", `no token server answers at ${place.href} (HTTP ${answer.status})`, {
      ...details,
      hints: ["rptctl context set CONTEXT rpt.auth-url=URL, or leave it out: the server names it itself"],
    });
  }
  return noToken(answer);
}

/** What the server itself says, where it gives no token. */
function noToken(answer: Problem): Fault {
  const { code, message } = explainRpt(answer);
  const subcode = faultIn(answer.json)?.subcode;
  return new Fault(code, `no token: ${message}`, { status: answer.status, ...defined({ subcode }) });
}
