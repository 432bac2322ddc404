import type { Credential } from "../../credentials/sources.ts";
import { defined } from "../../defined.ts";
import { Fault } from "../../errors.ts";
import type { Problem } from "../../http/problem.ts";
import { readProblem } from "../../http/read-problem.ts";
import type { Redactor } from "../../http/redactor.ts";
import type { Sender } from "../../http/send.ts";
import type { Secret } from "../../secret.ts";
import type { Setup } from "../system.ts";
import { faultIn } from "./errors.ts";

export interface TokenRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  /** Sent as a form. */
  readonly form?: Readonly<Record<string, string>>;
}

/** Sends what is about tokens, and reads the answer whatever its status. It changes nothing, so it is sent again as a read is. */
export async function ask(sender: Sender, request: TokenRequest): Promise<Problem> {
  const form = request.form && Buffer.from(new URLSearchParams(request.form).toString());
  const headers = {
    accept: "application/json",
    ...(form === undefined
      ? {}
      : { "content-type": "application/x-www-form-urlencoded", "content-length": String(form.byteLength) }),
    ...request.headers,
  };
  const { method, url } = request;
  const sent = { method, url, headers, ...defined({ body: form }) };
  const answer = await sender.send(sent, { effect: "read", bounded: true }, readProblem);
  const isGood = answer.status >= 200 && answer.status <= 299 && faultIn(answer.json) === undefined;
  return isGood ? answer : sender.masked(answer);
}

/** The user name and the password. @throws Fault config where one of them is missing. */
export function loginOf(setup: Setup, credential: Credential): { username: string; password: Secret } {
  const username = credential.username ?? setup.settings.text("username");
  const context = setup.contextName ?? "default";
  if (username === undefined) {
    throw new Fault("config", "no user name is configured for Identity Manager Reporting", {
      hints: [
        `rptctl context set ${context} rpt.username=USER`,
        "export RPTCTL_RPT_USERNAME=USER",
        "rptctl auth login rpt --username USER",
      ],
    });
  }
  if (credential.password === undefined) {
    throw new Fault("auth", `there is no password to sign in ${username} with`, {
      hints: ["rptctl auth login rpt", "export RPTCTL_RPT_PASSWORD_FILE=FILE"],
    });
  }
  return { username, password: credential.password };
}

/** The header of HTTP Basic, in UTF-8. @throws Fault config for a user name with a colon, which Basic cannot carry. */
export function basic(name: string, secret: Secret, redactor: Redactor): string {
  if (name.includes(":"))
    throw new Fault("config", `the user name "${name}" holds a colon, which HTTP Basic cannot carry`);
  redactor.hide(secret.reveal());
  const encoded = Buffer.from(`${name}:${secret.reveal()}`, "utf8").toString("base64");
  redactor.hide(encoded);
  return `Basic ${encoded}`;
}
