import { Fault } from "../../errors.ts";
import { Api } from "../../http/api.ts";
import type { Connection } from "../../http/connection.ts";
import { GivenToken } from "../given-token.ts";
import type { Setup, SignedIn, System, SystemSession } from "../system.ts";
import { claimsOf, expiryWarning } from "./access-token.ts";
import { demo, pipelines } from "./endpoints.ts";
import { explainPipeline } from "./errors.ts";

/** Opsera. A personal access token is made in its web client; nobody signs in by password. */
export const system: System = {
  name: "pipeline",
  connect,
  attention: async () => (await import("./attention.ts")).attention,
};

async function connect(setup: Setup): Promise<SystemSession> {
  const { settings, redactor, world } = setup;
  const sender = await setup.sender();
  const base = (settings.url ?? "").replace(/\/api(\/v1)?$/, "");
  const given = new GivenToken(setup);
  let told = false;

  async function token(): Promise<string> {
    const text = await given.text();
    const warning = told ? undefined : expiryWarning(claimsOf(text), world.now());
    told = true;
    if (warning !== undefined) setup.warn(warning);
    return text;
  }

  const connection: Connection = {
    system: "pipeline",
    base: async () => base,
    authorize: async () => ({ authorization: `Bearer ${await token()}` }),
    renew: () => given.renew(),
    explain: explainPipeline,
  };

  /** Whose token it is, where the tenant tells. A refusal for the scope's sake comes after the token was found good. */
  async function whoIs(api: Api): Promise<string | undefined> {
    for (const { endpoint } of [demo, pipelines.list]) {
      try {
        const call = endpoint.method === "POST" ? { json: {} } : {};
        const { reqToken } = ((await api.json(endpoint, call)).row.value ?? {}) as {
          reqToken?: { email?: unknown; userName?: unknown };
        };
        const user = reqToken?.email ?? reqToken?.userName;
        return typeof user === "string" ? user : undefined;
      } catch (error) {
        if (!(error instanceof Fault) || !["forbidden", "not_found", "rejected"].includes(error.code))
          throw error;
      }
    }
    return undefined;
  }

  return {
    connection,
    sender,
    async signIn(): Promise<SignedIn> {
      try {
        const claims = claimsOf(await token());
        const user = await whoIs(new Api(connection, sender, redactor));
        const { expiresAt } = claims;
        return { url: base, user: user ?? claims.user, origin: await given.origin(), expiresAt };
      } catch (error) {
        throw error instanceof Fault ? error.with({ system: "pipeline" }) : error;
      }
    },
    token,
    signOut: async () => false,
  };
}
