import { Fault } from "../errors.ts";
import type { Api } from "../http/api.ts";

/** A list that lost and got so many rows while it was read that some may be missing in between. */
export function changedTooMuch(api: Api): Fault {
  return new Fault("partial", "the list changed while it was read: rows may be missing", {
    system: api.system,
    hints: ["run it again"],
  });
}
