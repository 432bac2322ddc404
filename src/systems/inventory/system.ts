import { Fault } from "../../errors.ts";
import { Api } from "../../http/api.ts";
import type { Connection } from "../../http/connection.ts";
import { GivenToken } from "../given-token.ts";
import type { Setup, SignedIn, System, SystemSession } from "../system.ts";
import { explainInventory, isError } from "./errors.ts";
import { sortWordsOf } from "./question.ts";
import { readInventory } from "./read.ts";
import { slashSpelling } from "./spelling.ts";

/** Shinken Enterprise's livedata module: a token in a header of its own, and nobody signs in. */
export const system: System = { name: "inventory", connect };

async function connect(setup: Setup): Promise<SystemSession> {
  const { settings, redactor } = setup;
  const sender = await setup.sender();
  const base = (settings.url ?? "").replace(/\/api\/v2(\/inventory)?$/, "");
  const given = new GivenToken(setup);
  let warned = false;

  async function token(): Promise<string> {
    const text = await given.text();
    if (!warned && isPlain(base)) {
      warned = true;
      setup.warn(`the token goes to ${new URL(base).origin} unencrypted: use https where the server has it`);
    }
    return text;
  }

  const connection: Connection = {
    system: "inventory",
    base: async () => base,
    authorize: async () => ({ "x-api-token": await token() }),
    renew: () => given.renew(),
    explain: explainInventory,
    isProblem: isError,
    spelling: slashSpelling(settings.text("trailing-slash") ?? "auto"),
  };

  return {
    connection,
    sender,
    async signIn(): Promise<SignedIn> {
      try {
        const signedIn = { url: base, user: undefined, origin: await given.origin(), expiresAt: undefined };
        const api = new Api(connection, sender, redactor);
        const question = { format: "elements_on_same_level", filters: [], sorts: [] } as const;
        // The token is good once the first elements come; the others are not waited for.
        for await (const _ of readInventory(api, question, sortWordsOf(settings))) break;
        return signedIn;
      } catch (error) {
        throw error instanceof Fault ? error.with({ system: "inventory" }) : error;
      }
    },
    token,
    signOut: async () => false,
  };
}

/** Whether what is sent there can be read on the way. */
function isPlain(base: string): boolean {
  const { protocol, hostname } = new URL(base);
  return protocol === "http:" && !/^(localhost|127\.[\d.]+|\[::1\])$/.test(hostname);
}
