import { pathId, remembered } from "../../../cli/values.ts";

/** The id of a report. */
export const reportId = remembered("rpt/reports", pathId());
