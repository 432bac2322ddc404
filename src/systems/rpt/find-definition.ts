import { Fault, usage } from "../../errors.ts";
import type { Api } from "../../http/api.ts";
import { everyDefinition, listDefinitions } from "./definitions.ts";
import { definitions } from "./endpoints.ts";
import { textOf } from "./records.ts";

/** A definition that was named. */
export interface NamedDefinition {
  readonly guid: string;
  /** Its DisplayName, where it was found by that. */
  readonly name: string | undefined;
}

/** What the server makes: 32 hex digits, with or without hyphens. */
const guid = /^[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}$/i;

/**
 * The definition that DEF names: a GUID, or an exact DisplayName in the language in use.
 * @throws Fault usage, listing them, where several have the name; Fault not_found.
 */
export async function findDefinition(api: Api, typed: string): Promise<NamedDefinition> {
  if (guid.test(typed)) return { guid: typed, name: undefined };
  const similar: { guid: string; name: string; description: string }[] = [];
  for await (const rows of listDefinitions(api, { ...everyDefinition, names: [typed] }, undefined)) {
    for (const { value } of rows) {
      const id = textOf(value, "GUID");
      const name = textOf(value, "DisplayName");
      if (id === undefined || name === undefined) continue;
      similar.push({ guid: id, name, description: textOf(value, "Description") ?? "" });
    }
  }
  const exact = similar.filter(({ name }) => name === typed);
  if (exact.length > 1) {
    throw usage(
      `${exact.length} definitions are named "${typed}": give a GUID`,
      ...exact.map((each) => `${each.guid}  ${each.description}`.trimEnd()),
    );
  }
  if (exact[0] !== undefined) return exact[0];
  // The page's own examples have GUIDs such as myResource0.
  if (/^[\w.-]+$/.test(typed) && (await isThere(api, typed))) return { guid: typed, name: undefined };
  throw new Fault("not_found", `no definition has the GUID or the name "${typed}"`, {
    system: api.system,
    hints: [
      ...similar.slice(0, 5).map(({ name }) => `there is "${name}"`),
      "rptctl defs list shows those there are; names are as in the language in use (--lang)",
    ],
  });
}

async function isThere(api: Api, id: string): Promise<boolean> {
  try {
    await api.record(definitions.get, { path: { guid: id } });
    return true;
  } catch (error) {
    if (error instanceof Fault && error.code === "not_found") return false;
    throw error;
  }
}
