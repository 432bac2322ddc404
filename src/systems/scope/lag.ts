import type { Api } from "../../http/api.ts";
import type { Scope } from "./columns.ts";
import { defaultPageSize, listScopes, type ScopeFilter } from "./list.ts";

/** How far the rating of one active scope is behind. */
export interface ScopeLag {
  readonly id: string;
  readonly key: string | null;
  /** Up to when it is rated, in milliseconds since the epoch; undefined where it never was. */
  readonly processedTo: number | undefined;
  /** Milliseconds behind; of a scope that was never rated, since it was activated, as far as that is known. */
  readonly lag: number | undefined;
}

/**
 * What is late. A CloudKitty that is well is two to three hours behind, since by default it rates whole hours and waits two more for
 * the collectors (`period` 3600, `wait_periods` 2).
 */
export const lateAfter = 4 * 3_600_000;

/** The lag of every active scope that matches, as the server lists them. */
export async function* scopeLags(
  api: Api,
  filter: Omit<ScopeFilter, "active">,
  now: number,
): AsyncGenerator<ScopeLag> {
  const wanted = { ...filter, active: undefined };
  for await (const rows of listScopes(api, wanted, { pageSize: defaultPageSize, limit: undefined })) {
    for (const { value } of rows) {
      // Older versions know no inactive scopes, and no filter for them.
      if ((value as Scope).active !== false) yield lagOf(value as Scope, now);
    }
  }
}

function lagOf(scope: Scope, now: number): ScopeLag {
  const processedTo = instantOf(scope.last_processed_timestamp ?? scope.state);
  const since = processedTo ?? instantOf(scope.scope_activation_toggle_date);
  return {
    id: scope.scope_id,
    key: scope.scope_key,
    processedTo,
    lag: since === undefined ? undefined : Math.max(0, now - since),
  };
}

/** CloudKitty's times are UTC, with or without saying so. */
function instantOf(text: string | null | undefined): number | undefined {
  if (typeof text !== "string") return undefined;
  const iso = text.trim().replace(" ", "T");
  const time = Date.parse(/(?:Z|[+-]\d\d:?\d\d)$/i.test(iso) || !iso.includes("T") ? iso : `${iso}Z`);
  return Number.isNaN(time) ? undefined : time;
}
