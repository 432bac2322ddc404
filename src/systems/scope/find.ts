import { Fault, usage } from "../../errors.ts";
import type { Api } from "../../http/api.ts";
import type { Row } from "../../rows/row.ts";
import type { Scope } from "./columns.ts";
import { collectScopes, everyScope } from "./list.ts";

/**
 * The one scope of that id.
 * @throws Fault not_found where there is none; Fault usage, naming them, where several collectors or fetchers share the id.
 */
export async function findScope(api: Api, id: string): Promise<{ row: Row; scope: Scope }> {
  const found = await collectScopes(api, { ...everyScope, ids: [id] });
  if (found.length === 0) throw noSuchScope(api, id);
  if (found.length === 1) return found[0]!;
  const each = found.map(
    ({ scope }) => `key ${scope.scope_key}, collector ${scope.collector}, fetcher ${scope.fetcher}`,
  );
  throw usage(
    `scope id "${id}" is ambiguous: ${found.length} scopes share it`,
    ...each,
    "rptctl scope list --id ID --key KEY shows one of them",
  );
}

export function noSuchScope(api: Api, id: string): Fault {
  return new Fault("not_found", `no scope has the id "${id}"`, {
    system: api.system,
    hints: ["rptctl scope list shows those there are; ids are case sensitive"],
  });
}
