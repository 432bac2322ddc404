import { Fault, usage } from "../../errors.ts";
import type { Api } from "../../http/api.ts";
import type { Rows } from "../../rows/row.ts";
import { readDefinition } from "./definition.ts";
import { definitions } from "./endpoints.ts";
import { isSubcode } from "./errors.ts";
import { listWindows } from "./lists.ts";
import { type Parameter, parametersOf } from "./records.ts";

/**
 * The values that a parameter may have (13.4.7). `given` are the values of the parameters that it depends on; the server puts
 * them into its query as they are.
 * @throws Fault rejected, naming them, where such a value is missing; Fault not_found for a parameter that is not there.
 */
export async function* parameterValues(
  api: Api,
  guid: string,
  parameter: string,
  given: readonly (readonly [string, string])[],
  limit: number | undefined,
): Rows {
  const query: Record<string, string[]> = {};
  for (const [name, value] of given) {
    if (/^idx(from|to)$/i.test(name))
      throw usage(`--with ${name}: this name is taken; --limit says how many rows`);
    query[name] = [...(query[name] ?? []), value];
  }
  const call = { path: { guid, parameter }, query };
  try {
    yield* listWindows(api, definitions.parameterValues, call, { key: "ParameterValues", least: 1, limit });
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    if (isSubcode(error.subcode, "RequiredCascadingParamMissing")) {
      throw error.with({ hints: await missingHints(api, guid, parameter, given) });
    }
    throw error;
  }
}

/** The names between `##` in the query that makes the values. */
function cascadingNames({ OptionQuery }: Parameter): readonly string[] {
  return [...new Set([...(OptionQuery ?? "").matchAll(/##([^#\s]+)##/g)].map(([, name]) => name!))];
}

async function missingHints(
  api: Api,
  guid: string,
  parameter: string,
  given: readonly (readonly [string, string])[],
): Promise<readonly string[]> {
  const known = await readDefinition(api, guid).then(
    ({ value }) => parametersOf(value),
    () => [],
  );
  const own = known.find(({ InternalName }) => InternalName === parameter);
  const missing =
    own === undefined ? [] : cascadingNames(own).filter((name) => !given.some(([each]) => each === name));
  if (missing.length > 0) return [`give ${missing.map((name) => `--with ${name}=VALUE`).join(" ")}`];
  return ["give the values that it depends on: --with NAME=VALUE"];
}
