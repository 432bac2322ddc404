import { createHash } from "node:crypto";
import { textIn } from "./languages.ts";
import type { Definition, Parameter } from "./records.ts";

/** A definition as GET /rpt/definitions/<GUID> answers it (13.4.3). */
export function definitionView(definition: Definition, language: string): object {
  const { GUID, email } = definition;
  return {
    ...textIn(definition.texts, language),
    Categories: definition.categories,
    Tags: definition.tags,
    PluginParameterDefinitions: definition.parameters.map((each) => parameterView(each, language)),
    Comments: definition.comments,
    ...(email && { Email: email }),
    Format: definition.format,
    // The vendor's own spelling, though the resources are elsewhere.
    Links: { Export: `templates/${GUID}/rpz`, Scheduling: `templates/${GUID}/sched` },
  };
}

export function parameterView(parameter: Parameter, language: string): Readonly<Record<string, unknown>> {
  const { InternalName, texts, fields } = parameter;
  return { ...textIn(texts, language), InternalName, ...fields };
}

/** Hex digits that change whenever anything of the definition does, in whichever language. */
export function etagOf(definition: Definition): string {
  return createHash("sha1").update(JSON.stringify(definition)).digest("hex");
}
