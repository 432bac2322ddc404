import { createHash } from "node:crypto";
import { uuid } from "./cast.ts";
import { midnight } from "./midnight.ts";

/** A registry as it is kept: what becomes of it hangs on the time. Times in microseconds since the epoch. */
export interface Registry {
  readonly id: string;
  readonly report_schedule_id: string;
  readonly created_at: number;
  /** When its making ends, and how. */
  readonly ends_at: number;
  readonly outcome: "completed" | "failed";
  readonly start_timestamp: number;
  readonly end_timestamp: number;
  readonly hosts: readonly string[];
  readonly scheduled_by: string;
  readonly timezone: string;
  readonly type: string;
}

/** One that makes a registry every so many days, over so many days before. */
interface Schedule {
  readonly name: string;
  readonly every: number;
  readonly days: number;
  readonly timezone: string;
  readonly type: string;
  readonly by: string;
  readonly hosts: readonly string[];
  readonly registries: number;
}

const minute = 60_000;

const schedules: readonly Schedule[] = [
  daily("shop", "Europe/Rome", "generic", "test_user", ["www.service-test-host.it"], 15),
  daily("api", "UTC", "api", "ops", ["api.service-test-host.it", "auth.service-test-host.it"], 12),
  daily("tokyo", "Asia/Tokyo", "generic", "ops", ["jp.service-test-host.it"], 10),
  weekly("weekly", "Europe/Rome", "attacks", "test_user", ["www.service-test-host.it"], 9),
  weekly("new-york", "America/New_York", "generic", "m.rossi@seer.example", ["us.service-test-host.it"], 6),
  weekly("kolkata", "Asia/Kolkata", "attacks", "m.rossi@seer.example", ["in.service-test-host.it"], 4),
  { ...weekly("month", "Europe/Rome", "compliance", "Niccolò", [], 4), every: 30, days: 30 },
];

function daily(
  name: string,
  timezone: string,
  type: string,
  by: string,
  hosts: readonly string[],
  registries: number,
): Schedule {
  return { name, every: 1, days: 1, timezone, type, by, hosts, registries };
}

function weekly(...of: Parameters<typeof daily>): Schedule {
  return { ...daily(...of), every: 7, days: 7 };
}

/**
 * The registries of seven schedules, newest first, the same for the same minute. The newest of each is still being made at
 * `instant` (milliseconds; what counts is its minute): the first ends two minutes later, the second fails after five, the
 * others take longer.
 */
export function seedRegistries(instant: number): Registry[] {
  const now = Math.floor(instant / minute) * minute;
  return schedules
    .flatMap((schedule, row) =>
      Array.from({ length: schedule.registries }, (_, age) => registry(schedule, row, age, now)),
    )
    .sort((a, b) => b.created_at - a.created_at || (a.id < b.id ? -1 : 1));
}

function registry(schedule: Schedule, row: number, age: number, now: number): Registry {
  const { name, timezone, every, days, hosts, by, type } = schedule;
  const newest = age === 0;
  const until = midnight(now, timezone, -age * every);
  const from = midnight(now, timezone, -age * every - days);
  const luck = createHash("md5").update(`${name} ${age}`).digest().readUInt16BE();
  // The newest have just begun; older ones began in the first minutes after the time they report on.
  const begun = newest ? now - (row + 1) * minute : until + 5 * minute + luck;
  const takes = newest ? now - begun + (2 + 3 * row) * minute : 4 * minute + luck;
  const failed = newest ? row === 1 : luck % 9 === 0;
  return {
    id: uuid(`registry ${name} ${age}`),
    report_schedule_id: uuid(`schedule ${name}`),
    created_at: begun * 1000 + (luck % 1000),
    ends_at: (begun + takes) * 1000,
    outcome: failed ? "failed" : "completed",
    start_timestamp: from * 1000,
    end_timestamp: until * 1000,
    hosts,
    scheduled_by: by,
    timezone,
    type,
  };
}
