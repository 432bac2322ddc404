import type { Api } from "../../http/api.ts";
import type { Registry } from "./columns.ts";
import { askFor, everyRegistry } from "./filter.ts";
import { defaultPageSize, listRegistries } from "./list.ts";
import type { Manners } from "./settings.ts";
import { type Making, makingOf } from "./status.ts";

/** A registry, and what its status means. */
export interface Tallied {
  readonly registry: Registry;
  readonly making: Making;
}

/** Every registry that was made since; all where no time is given. Milliseconds since the epoch. */
export async function* tallyRegistries(
  api: Api,
  manners: Manners,
  since: number | undefined,
  warn: (text: string) => void,
): AsyncGenerator<Tallied> {
  // The word for a failure is in no page, so the server cannot be asked for those that failed.
  const asked = askFor(everyRegistry, manners);
  const paging = { pageSize: defaultPageSize, limit: undefined };
  for await (const rows of listRegistries(api, asked, paging, manners, warn)) {
    for (const { value } of rows) {
      const registry = value as Registry;
      if (since === undefined || !isBefore(registry, since))
        yield { registry, making: makingOf(registry.creation_status) };
    }
  }
}

/** When it was made, in milliseconds since the epoch; the server tells microseconds. */
export function madeAt({ created_at }: Registry): number | undefined {
  return typeof created_at === "number" ? Math.floor(created_at / 1000) : undefined;
}

function isBefore(registry: Registry, since: number): boolean {
  const made = madeAt(registry);
  return made !== undefined && made < since;
}
