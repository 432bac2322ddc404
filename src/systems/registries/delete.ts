import { Fault } from "../../errors.ts";
import type { Api } from "../../http/api.ts";
import { Row } from "../../rows/row.ts";
import { registries } from "./endpoints.ts";
import { getRegistry } from "./registry.ts";

/** Requests at once. */
const abreast = 8;

/** Which of the registries are there, and the fault of each that is not. */
export async function lookUp(
  api: Api,
  ids: readonly string[],
): Promise<{ there: readonly string[]; missing: readonly Fault[] }> {
  const there: string[] = [];
  const missing: Fault[] = [];
  const unique = [...new Set(ids)];
  for (let from = 0; from < unique.length; from += abreast) {
    const part = unique.slice(from, from + abreast);
    const found = await Promise.all(
      part.map((id) =>
        getRegistry(api, id).catch((error: unknown) => {
          if (error instanceof Fault && error.code === "not_found") return error;
          throw error;
        }),
      ),
    );
    found.forEach((one, index) => {
      if (one instanceof Fault) missing.push(one);
      else there.push(part[index]!);
    });
  }
  return { there, missing };
}

/**
 * Deletes registries by one request, and looks whether they are gone: the answer names none of them, and what becomes of the
 * others when one cannot be deleted is in no page. An empty list is never sent, since it might mean all of them.
 */
export async function deleteRegistries(
  api: Api,
  ids: readonly string[],
  sleep: (milliseconds: number) => Promise<void>,
): Promise<{ gone: readonly string[]; answer: Row; left: readonly Fault[] }> {
  if (ids.length === 0) throw new Error("nothing to delete");
  const { row } = await api
    .json(registries.delete, { json: { registry_ids: ids } })
    .catch((error: unknown) => {
      // Carried out by the try whose answer was lost, it is refused for ids that are there no more: the look below tells.
      if (error instanceof Fault && error.resent && error.status === 400) return { row: Row.of({}) };
      throw error;
    });
  let { there } = await lookUp(api, ids);
  if (there.length > 0) {
    await sleep(1000);
    ({ there } = await lookUp(api, there));
  }
  const left = there.map(
    (id) =>
      new Fault("failure", `registry ${id} is still there, though the server said that it was deleted`, {
        system: api.system,
      }),
  );
  return { gone: ids.filter((id) => !there.includes(id)), answer: row, left };
}
