import { Api } from "../../../src/http/api.ts";
import type { Connection } from "../../../src/http/connection.ts";
import { Redactor } from "../../../src/http/redactor.ts";
import { Sender } from "../../../src/http/send.ts";
import { traceTo } from "../../../src/http/trace.ts";
import type { Wire } from "../../../src/http/wire.ts";
import { explainRpt, faultIn } from "../../../src/systems/rpt/errors.ts";
import { type DefinitionPath, definitionSpelling } from "../../../src/systems/rpt/spelling.ts";

export interface Sent {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
}

/** An Api whose server is a function; text is sent as it is, all else as JSON. */
export function apiOf(
  answer: (sent: Sent) => { status?: number; body: unknown },
  setting: DefinitionPath = "auto",
): { api: Api; sent: Sent[] } {
  const sent: Sent[] = [];
  const wire: Wire = {
    async send({ method, url }) {
      const one = { method, path: url.pathname, query: url.searchParams };
      sent.push(one);
      const { status = 200, body } = answer(one);
      const text = typeof body === "string" ? body : JSON.stringify(body);
      async function* parts() {
        yield Buffer.from(text);
      }
      return { status, headers: { "content-type": "application/json" }, body: parts(), discard: () => {} };
    },
    close: () => {},
  };
  const redactor = new Redactor();
  const patience = {
    timeout: 1000,
    retries: 0,
    signal: new AbortController().signal,
    now: () => 0,
    random: () => 0,
    sleep: async () => {},
  };
  const sender = new Sender(
    wire,
    patience,
    redactor,
    traceTo(
      () => {},
      redactor,
      "none",
      () => 0,
    ),
    "rptctl/test",
  );
  const connection: Connection = {
    system: "rpt",
    base: async () => "http://idm.test",
    authorize: async () => ({}),
    renew: async () => false,
    explain: explainRpt,
    isProblem: (document) => faultIn(document) !== undefined,
    spelling: definitionSpelling(setting),
  };
  return {
    api: new Api(connection, sender, redactor),
    sent,
  };
}
