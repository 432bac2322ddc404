import { isToken } from "../../credentials/environment.ts";
import type { Session } from "../../credentials/sessions.ts";
import type { Credential } from "../../credentials/sources.ts";
import { missingCredential } from "../../credentials/sources.ts";
import { defined } from "../../defined.ts";
import { Fault } from "../../errors.ts";
import { explainByStatus } from "../../http/problem.ts";
import { readProblem } from "../../http/read-problem.ts";
import type { Sender } from "../../http/send.ts";
import { wholeBody } from "../../http/text-body.ts";
import type { Setup } from "../system.ts";
import { signin } from "./endpoints.ts";

/** What an answer to signing in is read for. */
interface SignedInAnswer {
  readonly data?: { readonly token?: unknown; readonly user?: { readonly username?: unknown } };
}

/**
 * Signs in by user name and password. The token says nothing of when it expires.
 * @throws Fault auth where they are refused or incomplete.
 */
export async function signIn(
  base: string,
  credential: Credential | undefined,
  sender: Sender,
  setup: Setup,
): Promise<Session> {
  const password = credential?.password?.reveal();
  const username = credential?.username;
  if (password === undefined) throw missingCredential("registries", setup.settings);
  if (username === undefined) {
    throw new Fault("auth", "there is a password for Seer Box, but no user name", {
      hints: ["export RPTCTL_REGISTRIES_USERNAME=USER", "rptctl auth login registries --username USER"],
    });
  }
  setup.redactor.hide(password);
  const body = Buffer.from(JSON.stringify({ username, password }));
  const headers = {
    accept: "application/json",
    "content-type": "application/json",
    "content-length": String(body.byteLength),
  };
  const request = { method: signin.method, url: new URL(base + signin.path), headers, body };
  const answer = await sender.send(request, { effect: signin.effect, bounded: true }, async (response) => {
    if (response.status < 200 || response.status > 299) {
      const { code, message } = explainByStatus(sender.masked(await readProblem(response)));
      throw new Fault(code, `signing in as ${username}: ${message}`, {
        status: response.status,
        hints: code === "auth" ? ["check the user name and the password"] : ["is this the right URL?"],
      });
    }
    return documentOf(await wholeBody(response));
  });
  const token = answer?.data?.token;
  if (typeof token !== "string" || !isToken(token)) {
    throw new Fault("unavailable", 'the sign-in was answered without a token ("data.token")', {
      hints: ["is this the URL of Seer Box?"],
    });
  }
  setup.redactor.hide(token);
  const name = answer?.data?.user?.username;
  return {
    token,
    system: "registries",
    principal: typeof name === "string" ? name : username,
    ...defined({ context: setup.contextName }),
  };
}

function documentOf(bytes: Uint8Array): SignedInAnswer | undefined {
  try {
    return JSON.parse(Buffer.from(bytes).toString("utf8")) ?? undefined;
  } catch {
    return undefined;
  }
}
