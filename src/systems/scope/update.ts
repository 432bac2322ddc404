import { Fault } from "../../errors.ts";
import type { Api } from "../../http/api.ts";
import { mayBeDone } from "../../http/send.ts";
import type { Row } from "../../rows/row.ts";
import type { Scope } from "./columns.ts";
import { scopes } from "./endpoints.ts";
import { findScope } from "./find.ts";

/** What `PATCH /v2/scope` sets. */
export type ScopeChange = Partial<Pick<Scope, "active" | "scope_key" | "collector" | "fetcher">>;

/**
 * Sets fields of one scope and makes sure that they are set. CloudKitty 16 to 18 answers 500 to a change that it made, so an
 * error of the server's, like an answer that never came, is not believed but looked into.
 * @throws Fault not_found, usage (ambiguous id), or what the server says where the change was not made.
 */
export async function updateScope(
  api: Api,
  id: string,
  change: ScopeChange,
): Promise<{ row: Row; note: string }> {
  await findScope(api, id);
  try {
    const { row } = await api.json(scopes.update, { json: { scope_id: id, ...change } });
    if (isChanged(row.value, change)) return { row, note: "" };
  } catch (error) {
    if (!mayBeDone(error)) throw error;
    const { row, scope } = await findScope(api, id);
    if (!isChanged(scope, change)) throw error;
    return {
      row,
      note: " (the server answered with an error but made the change, as CloudKitty 16 to 18 does)",
    };
  }
  const { row, scope } = await findScope(api, id);
  if (isChanged(scope, change)) return { row, note: "" };
  throw new Fault("failure", `scope "${id}" was not changed, though the server said so`, {
    system: api.system,
  });
}

function isChanged(scope: unknown, change: ScopeChange): boolean {
  if (typeof scope !== "object" || scope === null) return false;
  return Object.entries(change).every(([key, value]) => (scope as Record<string, unknown>)[key] === value);
}
