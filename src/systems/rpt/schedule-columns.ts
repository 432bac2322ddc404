import { joined, millisTime, yesNo } from "../../output/cells.ts";
import type { Column } from "../../output/result.ts";
import { member } from "./records.ts";

/** `2 weeks`, of `RepeatNumber` and `RepeatUnit`; `once` for NONE. */
const repeatText: NonNullable<Column["text"]> = (_value, row) => {
  const schedule = member(row, "Schedule");
  const unit = String(member(schedule, "RepeatUnit") ?? "NONE").toLowerCase();
  if (unit === "none") return "once";
  const number = String(member(schedule, "RepeatNumber") ?? 1);
  return number === "1" ? unit : `${number} ${unit}s`;
};

const timing: readonly Column[] = [
  { name: "StartDate", path: "Schedule.StartDate", text: millisTime },
  { name: "RepeatUnit", path: "Schedule.RepeatUnit", text: repeatText },
  { name: "RepeatNumber", path: "Schedule.RepeatNumber", hidden: true },
  { name: "EndDate", path: "Schedule.EndDate", text: millisTime },
];

export const scheduleColumns: readonly Column[] = [
  { name: "ScheduleID", tone: () => "strong" },
  { name: "DisplayName" },
  ...timing,
  { name: "CollectOnRun", text: yesNo, hidden: true },
];

/** The same for a table of all definitions' schedules: `nameOf` says whose one is, which its record does not. */
export function scheduleColumnsOf(nameOf: (id: string) => string): readonly Column[] {
  const definition: Column = { name: "Definition", path: "ScheduleID", text: (id) => nameOf(String(id)) };
  return [...scheduleColumns.slice(0, 2), definition, ...scheduleColumns.slice(2)];
}

/** One schedule: 13.4.13 tells more than the list does. */
export const scheduleFields: readonly Column[] = [
  { name: "DisplayName", tone: () => "strong" },
  { name: "Description" },
  ...timing,
  { name: "Format" },
  { name: "CollectOnRun", text: yesNo },
  { name: "Tags", text: joined() },
  { name: "Comments" },
  { name: "Email.To", text: joined() },
  { name: "Email.Cc", text: joined() },
  { name: "Parameters", text: (value) => parameterText(value) },
];

/** `REPORT_LOCALE=en, ReportType=D` */
function parameterText(value: unknown): string {
  if (!Array.isArray(value)) return "";
  return value
    .map((each) => `${String(member(each, "InternalName") ?? "")}=${String(member(each, "Value") ?? "")}`)
    .join(", ");
}
