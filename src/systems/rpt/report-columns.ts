import { joined, millisTime, yesNo } from "../../output/cells.ts";
import type { Column } from "../../output/result.ts";
import { isTrue } from "./records.ts";

export const reportColumns: readonly Column[] = [
  { name: "ReportID", tone: () => "strong" },
  { name: "DisplayName" },
  { name: "RunDate", text: millisTime },
];

/** One report: 13.4.18 tells more than the list does. */
export const reportFields: readonly Column[] = [
  { name: "Name", tone: () => "strong" },
  { name: "DisplayName" },
  { name: "InProgress", text: yesNo, tone: (value) => (isTrue(value) ? "busy" : undefined) },
  { name: "failed", text: yesNo, tone: (value) => (isTrue(value) ? "bad" : undefined) },
  { name: "RunDate", text: millisTime },
  { name: "RunBy.DisplayName" },
  { name: "Email.To", text: joined() },
  { name: "Email.Cc", text: joined() },
  { name: "PluginParameterDefinitions", text: joined("InternalName") },
];
