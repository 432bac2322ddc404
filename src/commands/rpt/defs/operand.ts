import { id } from "../../../cli/values.ts";

/** A definition: its GUID, or its exact name. */
export const definition = id("DEF");
export const definitionSummary = "the definition's GUID, or its exact name";
