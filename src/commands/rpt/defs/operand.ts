import { pathId, remembered } from "../../../cli/values.ts";

/** A definition: its GUID, or its exact name. */
export const definition = remembered("rpt/defs", pathId("DEF"));
export const definitionSummary = "the definition's GUID, or its exact name";
