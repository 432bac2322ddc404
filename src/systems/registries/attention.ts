import type { Attention, Notice } from "../attention.ts";
import { mannersOf } from "./settings.ts";
import { madeAt, tallyRegistries } from "./tally.ts";

/** Registries that failed, the newest first: also old ones, which stay until somebody deletes them. */
export const attention: Attention = async (api, _wish, { settings, warn }) => {
  const found: Notice[] = [];
  for await (const { registry, making } of tallyRegistries(api, mannersOf(settings), undefined, warn)) {
    if (making !== "failed") continue;
    const { id, scheduled_by: name } = registry;
    found.push({ kind: "registry", state: "failed", id: String(id), name, time: madeAt(registry) });
  }
  return found.sort((one, other) => (other.time ?? 0) - (one.time ?? 0));
};
