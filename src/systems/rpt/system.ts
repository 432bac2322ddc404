import { Fault } from "../../errors.ts";
import type { Connection } from "../../http/connection.ts";
import type { Paging } from "../../http/raw-pages.ts";
import { mayBeCapped } from "../../rows/seam.ts";
import type { Setup, SignedIn, System, SystemSession } from "../system.ts";
import { buildinfo } from "./endpoints.ts";
import { explainRpt, faultIn, isSubcode } from "./errors.ts";
import { nameOf, windowSize } from "./lists.ts";
import { textOf } from "./records.ts";
import { openSignIn } from "./sign-in.ts";
import { type DefinitionPath, definitionSpelling } from "./spelling.ts";

/** NetIQ Identity Manager Reporting, the REST API of its core server. */
export const system: System = {
  name: "rpt",
  connect,
  attention: async () => (await import("./attention.ts")).attention,
};

async function connect(setup: Setup): Promise<SystemSession> {
  const { settings, redactor } = setup;
  const base = settings.url!;
  const sender = await setup.sender();
  const signIn = await openSignIn(setup, sender);
  // Tokens stand in the URLs of 13.4.25 and 13.3.2.
  redactor.addPattern(/(\/rptusers\/(?!user\b))([^/?#\s"]+)/gi);
  redactor.addPattern(/(\/auth\/tokens\/)([^/?#\s"]+)/gi);

  const connection: Connection = {
    system: "rpt",
    base: async () => base,
    authorize: () => signIn.headers().catch(told),
    async renew(problem) {
      const subcode = faultIn(problem.json)?.subcode;
      if (subcode !== undefined && !isSubcode(subcode, "InvalidAuthHeader")) return false;
      return signIn.renew().catch(told);
    },
    mayBeExpired: ({ json }) => isSubcode(faultIn(json)?.subcode, "InvalidAuthHeader"),
    explain: explainRpt,
    isProblem: (document) => faultIn(document) !== undefined,
    spelling: definitionSpelling((settings.text("definition-path") ?? "auto") as DefinitionPath),
  };

  return {
    connection,
    sender,
    paging,
    probe: {
      version: async (api) => textOf((await api.record(buildinfo, {})).row.value, "version"),
    },
    async signIn({ anew = false } = {}): Promise<SignedIn> {
      const signedIn = await signIn.establish(anew).catch(told);
      return { url: base, ...signedIn };
    },
    token: () => signIn.token().catch(told),
    signOut: () => signIn.signOut(),
    end: () => signIn.end(),
  };
}

/** What goes wrong in signing in is this system's. */
function told(error: unknown): never {
  throw error instanceof Fault && error.system === undefined ? error.with({ system: "rpt" }) : error;
}

/** Windows of rows, for requests that are typed out; `idxTo` is inclusive. */
const paging: Paging = {
  first: (query) => ({ idxFrom: 0, idxTo: windowSize - 1, ...query }),
  next(query, rows, isFirst) {
    const from = Number(query.idxFrom);
    const size = Number(query.idxTo) - from + 1;
    // More than was asked for is all there is.
    if (rows > size || (rows < size && !mayBeCapped(rows))) return undefined;
    const idxFrom = from + rows - 1;
    return { ...query, idxFrom, idxTo: idxFrom + (isFirst ? size : size - 1) };
  },
  isEnd: () => false,
  nameOf,
  overlaps: true,
};
