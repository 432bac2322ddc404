import { joined, localTime, whole } from "../../output/cells.ts";
import type { Column } from "../../output/result.ts";
import { isTimezone } from "../../times/timezone.ts";
import { toneOf } from "./status.ts";

/** A registry as Seer Box tells it; everything but its id may be missing. Times are microseconds since the epoch. */
export interface Registry {
  readonly id: string | number;
  readonly creation_status?: string;
  readonly created_at?: number;
  readonly start_timestamp?: number;
  /** In the page's example, not in its table. */
  readonly end_timestamp?: number;
  readonly hosts?: readonly string[];
  readonly report_schedule_id?: string;
  readonly scheduled_by?: string;
  readonly timezone?: string;
  readonly type?: string;
}

/** A time in the registry's own zone, where it names one that is known. */
const ownTime = whole((value, row, context) =>
  localTime(value, row, { ...context, timezone: zoneOf(row.timezone) ?? context.timezone }),
);

const known = new Map<string, boolean>();

function zoneOf(name: unknown): string | undefined {
  if (typeof name !== "string") return undefined;
  let isKnown = known.get(name);
  if (isKnown === undefined) {
    isKnown = isTimezone(name);
    known.set(name, isKnown);
  }
  return isKnown ? name : undefined;
}

export const registryColumns: readonly Column[] = [
  { name: "id", tone: () => "strong" },
  { name: "creation_status", tone: toneOf },
  { name: "type" },
  { name: "scheduled_by" },
  { name: "hosts", text: joined() },
  { name: "created_at", text: ownTime },
  { name: "start_timestamp", text: ownTime },
  { name: "end_timestamp", text: ownTime },
  { name: "timezone", hidden: true },
  { name: "report_schedule_id", hidden: true },
];
