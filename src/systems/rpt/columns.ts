import { joined, millisDuration, yesNo } from "../../output/cells.ts";
import type { Column } from "../../output/result.ts";

export const definitionColumns: readonly Column[] = [
  { name: "GUID", tone: () => "strong" },
  { name: "DisplayName" },
  { name: "Description" },
  { name: "Categories", text: joined() },
  { name: "Link", hidden: true },
];

/** One definition: 13.4.3 tells more than the list does. */
export const definitionFields: readonly Column[] = [
  { name: "DisplayName", tone: () => "strong" },
  { name: "Description" },
  { name: "Format" },
  { name: "Categories", text: joined() },
  { name: "Tags", text: joined() },
  { name: "Comments" },
  { name: "Email.To", text: joined() },
  { name: "Email.Cc", text: joined() },
  { name: "PluginParameterDefinitions", text: joined("InternalName") },
];

export const parameterColumns: readonly Column[] = [
  { name: "InternalName", tone: () => "strong" },
  { name: "DisplayName" },
  { name: "Type" },
  { name: "DefaultValue" },
  { name: "IsForPrompting", text: yesNo },
  { name: "Required", text: yesNo },
  { name: "Description", hidden: true },
];

/** Values come with the quotes of their SQL: they are passed on as they are. */
export const parameterValueColumns: readonly Column[] = [
  { name: "DisplayName" },
  { name: "Value", tone: () => "strong" },
];

export const subjectColumns: readonly Column[] = [
  { name: "ID", tone: () => "strong" },
  { name: "Value" },
  { name: "Link", hidden: true },
];

export const collectorColumns: readonly Column[] = [
  { name: "ID", tone: () => "strong" },
  { name: "DisplayName" },
  { name: "Link", hidden: true },
];

export const confColumns: readonly Column[] = [
  { name: "SmtpHost" },
  { name: "SmtpPort" },
  { name: "SmtpAuth", text: yesNo },
  { name: "SmtpUser" },
  { name: "SmtpPass" },
  { name: "SmtpSsl", text: yesNo },
  { name: "DefaultEmail" },
  { name: "ReportFolder" },
  { name: "RetentionInterval" },
  { name: "RetentionUnit" },
  { name: "NameOrder" },
  { name: "ExpectedDataCollectionTime", text: millisDuration },
];

export const userColumns: readonly Column[] = [
  { name: "Name", tone: () => "strong" },
  { name: "DN" },
  { name: "Email" },
  { name: "Locale" },
];
