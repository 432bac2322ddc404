import { environmentName } from "../../config/systems.ts";
import { secretFromEnvironment } from "../../credentials/environment.ts";
import type { Session } from "../../credentials/sessions.ts";
import type { Credential } from "../../credentials/sources.ts";
import { defined } from "../../defined.ts";
import { Fault } from "../../errors.ts";
import { formEncoded } from "../../http/form.ts";
import { messageIn, type Problem } from "../../http/problem.ts";
import type { Sender } from "../../http/send.ts";
import { isRecord } from "../../record.ts";
import { Secret } from "../../secret.ts";
import type { Setup } from "../system.ts";
import { ask, basic, loginOf } from "./ask.ts";
import { textOf } from "./records.ts";
import { passwordPlace } from "./token-place.ts";

/*
 * One SSO Provider, as the vendor's own shell client for the sibling API uses it (netiq-ps/netiq-idm-rest-curl-jq): the
 * password grant, access tokens of 60 s, and a refresh token that is kept on the user object, in limited space.
 */

/** Where OSP is asked, as its discovery document says. */
interface Endpoints {
  readonly token: URL;
  readonly revoke: URL;
}

const conventional = "/osp/a/idm/auth/oauth2";

/** A refresh token is kept as a session of its own, since it outlives the access tokens that come from it. */
export type RefreshGrant = Session;

export interface Granted {
  readonly session: Session;
  readonly refresh: RefreshGrant | undefined;
}

/** An access token by the refresh token; undefined where it is not good any more. */
export async function refreshed(
  setup: Setup,
  sender: Sender,
  credential: Credential | undefined,
  grant: RefreshGrant,
): Promise<Granted | undefined> {
  const endpoints = endpointsOf(grant);
  setup.redactor.hide(grant.token);
  if (endpoints === undefined) return undefined;
  const form = { grant_type: "refresh_token", refresh_token: grant.token };
  const answer = await asClient(setup, sender, credential, endpoints.token, form);
  if (answer.status >= 400 && answer.status < 500) return undefined;
  // The answer need not repeat the refresh token: then the old one stays good.
  return granted(setup, answer, endpoints, grant.principal, grant.token);
}

/** Signs in by user name and password. */
export async function ospSession(setup: Setup, sender: Sender, credential: Credential): Promise<Granted> {
  const { username, password } = loginOf(setup, credential);
  const endpoints = await discover(setup, sender);
  setup.redactor.hide(password.reveal());
  const form = { grant_type: "password", username, password: password.reveal() };
  const answer = await asClient(setup, sender, credential, endpoints.token, form);
  return granted(setup, answer, endpoints, username, undefined);
}

/** Gives the refresh token back: each login leaves one on the user object, until there is no room for another. */
export async function ospSignOut(
  setup: Setup,
  sender: Sender,
  credential: Credential | undefined,
  grant: RefreshGrant,
): Promise<void> {
  const endpoints = endpointsOf(grant);
  if (endpoints === undefined) return;
  const form = { token: grant.token, token_type_hint: "refresh_token" };
  const answer = await asClient(setup, sender, credential, endpoints.revoke, form);
  if (answer.status > 299) throw refused(answer, "the refresh token was not revoked");
}

/** Posts a form as the OAuth2 client that is configured: by Basic where it has a secret, else by its id in the form. */
async function asClient(
  setup: Setup,
  sender: Sender,
  credential: Credential | undefined,
  url: URL,
  form: Readonly<Record<string, string>>,
): Promise<Problem> {
  const id = setup.settings.text("client-id") ?? "rpt";
  const secret =
    credential?.secrets["client-secret"] ??
    (await secretFromEnvironment(setup.world, environmentName("rpt", "client-secret")))?.secret;
  if (secret === undefined)
    return ask(sender, { method: "POST", url, headers: {}, form: { ...form, client_id: id } });
  // RFC 6749, 2.3.1: id and secret are form-encoded before Basic encodes them.
  const authorization = basic(formEncoded(id), new Secret(formEncoded(secret.reveal())), setup.redactor);
  setup.redactor.hide(secret.reveal());
  return ask(sender, { method: "POST", url, headers: { authorization }, form });
}

function granted(
  setup: Setup,
  answer: Problem,
  endpoints: Endpoints,
  user: string | undefined,
  oldRefresh: string | undefined,
): Granted {
  const token = textOf(answer.json, "access_token");
  if (answer.status < 200 || answer.status > 299) throw refused(answer, "OSP gave no token");
  if (token === undefined) throw new Fault("unavailable", "OSP answered without an access token");
  setup.redactor.hide(token);
  const life = Number(textOf(answer.json, "expires_in") ?? Number.NaN);
  const refreshToken = textOf(answer.json, "refresh_token") ?? oldRefresh;
  if (refreshToken !== undefined) setup.redactor.hide(refreshToken);
  const common = { system: "rpt", ...defined({ principal: user }) };
  const details = { token: endpoints.token.href, revoke: endpoints.revoke.href };
  return {
    session: { ...common, token, ...(life > 0 ? { expiresAt: setup.world.now() + life * 1000 } : {}) },
    refresh: refreshToken === undefined ? undefined : { ...common, token: refreshToken, details },
  };
}

function refused(answer: Problem, what: string): Fault {
  const error = textOf(answer.json, "error");
  const said = messageIn({ ...answer, json: isRecord(answer.json) ? answer.json : undefined });
  const why = `${what}: ${said ?? "the server gave no reason"} (HTTP ${answer.status})`;
  const details = { status: answer.status, ...defined({ subcode: error }) };
  if (error === "invalid_client") {
    return new Fault("auth", why, {
      ...details,
      hints: [
        "rptctl context set CONTEXT rpt.client-id=ID",
        "export RPTCTL_RPT_CLIENT_SECRET_FILE=FILE   (a file that holds the client's secret)",
      ],
    });
  }
  if (error === "invalid_grant" || answer.status === 401) {
    return new Fault("auth", why, { ...details, hints: ["rptctl auth login rpt"] });
  }
  return new Fault(answer.status >= 500 || answer.status < 400 ? "unavailable" : "rejected", why, {
    ...details,
    hints: [
      "refresh tokens that were never given back may have used up their room: rptctl auth logout rpt does it",
    ],
  });
}

/** By the discovery document of OSP; where there is none, by convention. */
async function discover(setup: Setup, sender: Sender): Promise<Endpoints> {
  const { settings } = setup;
  const configured = settings.text("auth-url") ?? `${new URL(settings.url!).origin}${conventional}`;
  if (/\/grant$/.test(configured)) return conventionalAt(configured.replace(/\/grant$/, ""));
  const issuer = issuerOf(configured);
  const url = new URL(`${issuer}/.well-known/openid-configuration`);
  const answer = await ask(sender, { method: "GET", url, headers: {} });
  const token = textOf(answer.json, "token_endpoint");
  if (answer.status > 299 || token === undefined) return conventionalAt(issuer);
  const revoke = textOf(answer.json, "revocation_endpoint") ?? `${issuer}/revoke`;
  return {
    token: passwordPlace(token, issuer, setup.warn),
    revoke: passwordPlace(revoke, issuer, () => {}),
  };
}

function conventionalAt(issuer: string): Endpoints {
  return { token: new URL(`${issuer}/grant`), revoke: new URL(`${issuer}/revoke`) };
}

/** `https://HOST`, `https://HOST/osp` and the whole issuer mean the same. */
function issuerOf(configured: string): string {
  const url = new URL(configured);
  if (/\/oauth2$/.test(url.pathname)) return configured;
  return `${url.origin}${conventional}`;
}

function endpointsOf({ details }: RefreshGrant): Endpoints | undefined {
  const { token, revoke } = details ?? {};
  if (typeof token !== "string" || typeof revoke !== "string") return undefined;
  return { token: new URL(token), revoke: new URL(revoke) };
}
