import { defined } from "../../defined.ts";
import { Fault } from "../../errors.ts";
import type { Api } from "../../http/api.ts";
import { innerRow } from "../../rows/inner.ts";
import type { Row } from "../../rows/row.ts";
import type { Registry } from "./columns.ts";
import { registries } from "./endpoints.ts";

/** The id of a row; the page types it as an integer in one place and shows a UUID. */
export function idOf(row: Row): string | undefined {
  const id = (row.value as Partial<Registry> | null)?.id;
  return typeof id === "string" || typeof id === "number" ? String(id) : undefined;
}

/**
 * One registry.
 * @throws Fault not_found, also for a 400: that is what Seer Box answers for an id that it does not have.
 */
export async function getRegistry(api: Api, id: string): Promise<{ row: Row; registry: Registry }> {
  const answer = await api.json(registries.get, { path: { id } }).catch((error: unknown) => {
    if (error instanceof Fault && (error.status === 400 || error.status === 404))
      throw missing(api, id, error);
    throw error;
  });
  const row = innerRow(answer.row, ["data", "registry"]) ?? innerRow(answer.row, ["data", "registries", "0"]);
  if (row === undefined || typeof row.value !== "object" || row.value === null) {
    throw new Fault("unavailable", 'the answer holds no registry ("data.registry")', { system: api.system });
  }
  return { row, registry: row.value as Registry };
}

function missing(api: Api, id: string, { message, status }: Fault): Fault {
  return new Fault("not_found", `no registry has the id "${id}": ${message}`, {
    system: api.system,
    ...defined({ status }),
    hints: ["rptctl registries list shows those there are"],
  });
}
