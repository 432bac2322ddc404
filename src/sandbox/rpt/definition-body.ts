import { randomBytes } from "node:crypto";
import { Refusal } from "./fault.ts";
import { emailOf, isFormat, listOf, parametersOf, textOf } from "./field-values.ts";
import { textIn } from "./languages.ts";
import { type Definition, type Parameter, usualBehaviour } from "./records.ts";

type Fields = Readonly<Record<string, unknown>>;

/**
 * The definition as a PUT makes it (13.4.4): what was sent replaces what there was, but for the texts in other languages
 * than the request's.
 */
export function changedDefinition(definition: Definition, body: Fields, language: string): Definition {
  const DisplayName = textOf(body, "DisplayName");
  if (DisplayName.trim() === "") {
    throw new Refusal(400, "ReportTemplateCreateFailedNeedDisplayName", "The report needs a display name.");
  }
  const { Format } = body;
  if (!isFormat(Format)) {
    const text = `The report format '${Format ?? ""}' is not PDF or CSV.`;
    throw new Refusal(400, "ReportTemplateCreateFailedBadMediaType", text);
  }
  const email = body.Email === undefined ? undefined : emailOf(body.Email);
  const { email: _, ...kept } = definition;
  return {
    ...kept,
    texts: { ...definition.texts, [language]: { DisplayName, Description: textOf(body, "Description") } },
    categories: listOf(body, "Categories"),
    tags: listOf(body, "Tags"),
    parameters: parametersOf(body.PluginParameterDefinitions ?? [], "PluginParameterDefinitions").map(
      (given) => changedParameter(definition, given, language),
    ),
    comments: textOf(body, "Comments"),
    ...(email && { email }),
    format: Format,
  };
}

function changedParameter(
  definition: Definition,
  given: Fields & { InternalName: string },
  language: string,
): Parameter {
  const before = definition.parameters.find(({ InternalName }) => InternalName === given.InternalName);
  const { InternalName, DisplayName: _, Description: __, ...fields } = given;
  const text = { DisplayName: textOf(given, "DisplayName"), Description: textOf(given, "Description") };
  return { InternalName, texts: { ...before?.texts, [language]: text }, fields };
}

/** What a definition that is made from content begins as. */
export function blankDefinition(): Definition {
  const GUID = randomBytes(16).toString("hex");
  const nothing = { texts: {}, categories: [], tags: [], parameters: [], comments: "" };
  return { ...nothing, GUID, name: GUID, format: "PDF", behaviour: usualBehaviour };
}

/** Refuses a name that another definition has in that language already. */
export function refuseTaken(others: readonly Definition[], changed: Definition, language: string): void {
  const { DisplayName } = textIn(changed.texts, language);
  const taken = others.some(
    (other) => other.GUID !== changed.GUID && textIn(other.texts, language).DisplayName === DisplayName,
  );
  if (!taken) return;
  const text =
    `Report template update failed.  The report template update with GUID '${changed.GUID}' failed because display ` +
    `name '${DisplayName}' is used in another report template.`;
  throw new Refusal(409, "ReportTemplateUpdateDuplicateDisplayName", text);
}
