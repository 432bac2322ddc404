import { Fault, usage } from "../../errors.ts";
import type { Api } from "../../http/api.ts";
import { mayBeDone } from "../../http/send.ts";
import type { Row } from "../../rows/row.ts";
import { shellLine } from "../../shell-words.ts";
import { scopes } from "./endpoints.ts";
import { exists } from "./errors.ts";
import { collectScopes, everyScope } from "./list.ts";

/**
 * A new scope. All of its parts are always sent: CloudKitty 25 takes a scope without its key, collector or fetcher,
 * answers 500, and from then on fails on every page that holds it.
 */
export interface NewScope {
  readonly scope_id: string;
  readonly scope_key: string;
  readonly collector: string;
  readonly fetcher: string;
  readonly active: boolean;
}

/**
 * An id as CloudKitty takes one in filters too. It makes scopes of others, which no list by id finds then, nor any reset.
 * @throws Fault usage for a blank one and for one that holds a comma.
 */
export function checkNewId(id: string): void {
  if (id.trim() === "") throw usage("ID must not be blank");
  if (!id.includes(",")) return;
  throw usage(
    `ID "${id}" holds a comma, at which CloudKitty splits ids: no list or reset would find the scope`,
    "one command makes one scope",
  );
}

/** @throws Fault conflict where the id is taken, and what the server says where it made no scope. */
export async function createScope(api: Api, scope: NewScope, now: number): Promise<Row> {
  if ((await collectScopes(api, { ...everyScope, ids: [scope.scope_id] })).length > 0)
    throw taken(api, scope.scope_id);
  try {
    return await send(api, { ...scope, last_processed_timestamp: monthStart(now) }).catch(
      (error: unknown) => {
        // Needed from version 24 on, refused before.
        if (
          error instanceof Fault &&
          error.status === 400 &&
          error.message.includes("last_processed_timestamp")
        ) {
          return send(api, scope);
        }
        throw error;
      },
    );
  } catch (error) {
    if (error instanceof Fault && error.subcode === exists) throw taken(api, scope.scope_id);
    if (!mayBeDone(error)) throw error;
    const made = (await collectScopes(api, { ...everyScope, ids: [scope.scope_id] }))[0];
    if (made !== undefined) return made.row;
    throw error.with({
      hints: [
        "no scope was made",
        "CloudKitty 17 to 23 answers every create with an error: 24 and newer can do it",
      ],
    });
  }
}

async function send(api: Api, json: unknown): Promise<Row> {
  return (await api.json(scopes.create, { json })).row;
}

/** Where CloudKitty itself begins with a scope that it finds. */
function monthStart(now: number): string {
  return `${new Date(now).toISOString().slice(0, 7)}-01T00:00:00+00:00`;
}

function taken(api: Api, id: string): Fault {
  return new Fault("conflict", `a scope with the id "${id}" exists already`, {
    system: api.system,
    hints: [shellLine`look at it: rptctl scope get ${id}`, "rptctl scope update changes it"],
  });
}
