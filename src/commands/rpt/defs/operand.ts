import { pathId } from "../../../cli/values.ts";

/** A definition: its GUID, or its exact name. */
export const definition = pathId("DEF");
export const definitionSummary = "the definition's GUID, or its exact name";
