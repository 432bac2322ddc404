import type { Registry } from "./seed.ts";

/** A registry as the answers have it, with its members in the page's order. */
export type PrintedRegistry = ReturnType<typeof print>;

/** `now` in milliseconds: the one thing that changes with the time is the creation status. */
export function print(registry: Registry, now: number) {
  const { created_at, end_timestamp, hosts, id, report_schedule_id } = registry;
  const { scheduled_by, start_timestamp, timezone, type } = registry;
  const creation_status = now * 1000 < registry.ends_at ? "in_progress" : registry.outcome;
  return {
    created_at,
    creation_status,
    end_timestamp,
    hosts,
    id,
    report_schedule_id,
    scheduled_by,
    start_timestamp,
    timezone,
    type,
  };
}
