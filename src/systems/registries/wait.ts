import { Fault } from "../../errors.ts";
import type { Api } from "../../http/api.ts";
import type { Row } from "../../rows/row.ts";
import { type Pace, waitFor } from "../../times/waiting.ts";
import type { World } from "../../world.ts";
import { getRegistry } from "./registry.ts";
import { makingOf } from "./status.ts";

/** What became of a registry that was waited for. */
export interface Made {
  readonly id: string;
  readonly row: Row;
  readonly status: string;
}

/**
 * Waits until each registry is made.
 * @throws Fault wait_timeout naming those that are not; what is wrong with a single one is in `failed`: job_failed, or
 * not_found.
 */
export async function awaitRegistries(
  api: Api,
  ids: readonly string[],
  pace: Pace,
  world: World,
  say: { note(text: string): void; warn(text: string): void },
): Promise<{ made: readonly Made[]; failed: readonly Fault[] }> {
  const open = new Map([...new Set(ids)].map((id) => [id, "not looked at yet"]));
  const made: Made[] = [];
  const failed: Fault[] = [];
  const odd = new Set<string>();

  async function look(signal: AbortSignal): Promise<true | undefined> {
    for (const id of open.keys()) {
      const { row, registry } = await getRegistry(api.until(signal), id).catch((error: unknown) => {
        if (!(error instanceof Fault) || error.code !== "not_found") throw error;
        failed.push(error);
        open.delete(id);
        return { row: undefined, registry: undefined };
      });
      if (row === undefined) continue;
      const status = String(registry.creation_status);
      const making = makingOf(registry.creation_status);
      if (making === "completed") made.push({ id, row, status });
      if (making === "failed") failed.push(badly(api, id, status));
      if (making === "unknown" && !odd.has(status)) {
        odd.add(status);
        say.warn(
          `"${status}" is no creation_status that rptctl knows; it is taken for one that will still change`,
        );
      }
      if (making === "completed" || making === "failed") open.delete(id);
      else open.set(id, status);
    }
    return open.size === 0 ? true : undefined;
  }

  const state = () => [...open].map(([id, status]) => `registry ${id} is ${status}`).join(", ");
  await waitFor(look, pace, world, { state, say: say.note });
  return { made, failed };
}

function badly(api: Api, id: string, status: string): Fault {
  return new Fault("job_failed", `registry ${id} was not made: its creation_status is "${status}"`, {
    system: api.system,
    subcode: status,
  });
}
