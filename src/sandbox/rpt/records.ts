import type { Texts } from "./languages.ts";
import type { Timing } from "./recurrence.ts";

/** What a server keeps. Times are milliseconds since the epoch. */
export interface RptState {
  definitions: Definition[];
  schedules: Schedule[];
  reports: Report[];
  conf: Readonly<Record<string, unknown>>;
}

export type Format = "PDF" | "CSV";

export interface Email {
  readonly To: readonly string[];
  readonly Cc: readonly string[];
  readonly Subject: string;
  readonly Message: string;
}

/** A parameter that a report is asked for: its texts by language, and all its other fields as the API has them. */
export interface Parameter {
  readonly InternalName: string;
  readonly texts: Texts;
  readonly fields: Readonly<Record<string, unknown>>;
}

export interface Definition {
  readonly GUID: string;
  /** The internal name, in no language: `definitionName` of the calendar. */
  readonly name: string;
  readonly texts: Texts;
  readonly categories: readonly string[];
  readonly tags: readonly string[];
  readonly parameters: readonly Parameter[];
  readonly comments: string;
  readonly email?: Email;
  readonly format: Format;
  readonly behaviour: Behaviour;
}

/** How the reports of a definition turn out; no part of the API. */
export interface Behaviour {
  /** For so long a run is in progress. */
  readonly seconds: number;
  readonly fails: boolean;
  /** The rows of its files. */
  readonly rows: number;
}

export const usualBehaviour: Behaviour = { seconds: 120, fails: false, rows: 24 };

export interface Schedule {
  readonly ScheduleID: string;
  readonly definition: string;
  readonly DisplayName: string;
  readonly Description: string;
  readonly Comments: string;
  readonly Format: Format;
  readonly CollectOnRun: boolean;
  readonly Tags: readonly string[];
  /** Without it the report is not sent to anybody. */
  readonly Email?: Email;
  readonly Parameters: readonly Readonly<Record<string, unknown>>[];
  readonly Schedule: Timing;
  /** Who made it: its runs are theirs. */
  readonly accountId: string;
  readonly createdAt: number;
  /** The number of the run that comes next; what lies before it has run or was missed. */
  readonly nextRun: number;
  /** The numbers of the planned runs that were deleted. */
  readonly skipped: readonly number[];
}

export interface Report {
  readonly ReportID: string;
  readonly Name: string;
  readonly DisplayName: string;
  readonly Description: string;
  readonly Tags: readonly string[];
  readonly Format: Format;
  readonly RunDate: number;
  /** From then on it is finished. */
  readonly doneAt: number;
  readonly fails: boolean;
  readonly rows: number;
  readonly parameters: readonly Readonly<Record<string, unknown>>[];
  readonly Email?: Email;
  readonly accountId: string;
}
