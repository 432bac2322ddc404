import { pathId, remembered } from "../../../cli/values.ts";

/** The id of a schedule. */
export const scheduleId = remembered("rpt/schedules", pathId("SCHED"));
