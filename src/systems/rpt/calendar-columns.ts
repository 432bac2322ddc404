import { millisDuration, millisTime, whole } from "../../output/cells.ts";
import type { CellContext, Column } from "../../output/result.ts";

const hour = 3_600_000;
const weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];

/** As the API has them: for csv, and for who names columns. */
export const calendarColumns: readonly Column[] = [
  { name: "RunDate", text: millisTime },
  { name: "ScheduleDisplayName" },
  { name: "definitionDisplayName" },
  { name: "definitionName", hidden: true },
  { name: "ScheduleID", tone: () => "strong" },
];

/**
 * For a table, made anew for each: a day is said once, at its first run, and what runs within the hour from `now` is
 * marked. The times themselves are in a hidden column.
 */
export function calendarTable(now: number): readonly Column[] {
  // Which run a day is said at; a cell may be asked for its text more than once.
  const first = new Map<string, string>();
  const soon = (value: unknown) => Number(value) >= now && Number(value) < now + hour;
  const toned = { tone: (value: unknown) => (soon(value) ? ("busy" as const) : undefined) };
  const [runDate, ...others] = calendarColumns;
  return [
    {
      name: "Day",
      path: "RunDate",
      text: whole((value, row, context) => {
        const day = dayOf(value, row, context);
        const run = `${value} ${row.ScheduleID}`;
        if (!first.has(day)) first.set(day, run);
        return first.get(day) === run ? day : "";
      }),
      tone: () => "strong",
    },
    { name: "Time", path: "RunDate", text: timeOf, ...toned },
    {
      name: "In",
      path: "RunDate",
      text: (value, row, context) => (soon(value) ? remaining(Number(value) - now, row, context) : ""),
      ...toned,
    },
    { ...runDate!, hidden: true },
    ...others,
  ];
}

/** `Mon 2027-01-04` */
function dayOf(value: unknown, row: Record<string, unknown>, context: CellContext): string {
  const date = millisTime(value, row, context).slice(0, 10);
  const weekday = weekdays[new Date(`${date}T00:00Z`).getUTCDay()];
  return weekday === undefined ? date : `${weekday} ${date}`;
}

/** `06:00`, with seconds where there are any. */
function timeOf(value: unknown, row: Record<string, unknown>, context: CellContext): string {
  return millisTime(value, row, context).slice(11, 19).replace(/:00$/, "");
}

function remaining(milliseconds: number, row: Record<string, unknown>, context: CellContext): string {
  return milliseconds < 60_000
    ? "<1m"
    : millisDuration(Math.floor(milliseconds / 60_000) * 60_000, row, context);
}
