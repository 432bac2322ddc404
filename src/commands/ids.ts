import { id, pathId, remembered } from "../cli/values.ts";

/** What names a thing on many a line; shells complete it from what recent commands saw. */
export const scopeId = remembered("scope/scopes", id());
export const registryId = remembered("registries/registries", pathId());
export const reportId = remembered("rpt/reports", pathId());
export const scheduleId = remembered("rpt/schedules", pathId("SCHED"));
/** Its GUID, or its exact name. */
export const definition = remembered("rpt/defs", pathId("DEF"));
export const definitionSummary = "the definition's GUID, or its exact name";
