import { accounts, uuidOf } from "../cast.ts";
import type { Definition, Schedule } from "../records.ts";
import { firstRunFrom, type Timing } from "../recurrence.ts";
import { readScheduleBody } from "../schedule-body.ts";

const day = 86_400_000;
const hour = 3_600_000;

interface Sketch {
  readonly definition: string;
  readonly name: string;
  readonly timing: Timing;
  readonly more?: Readonly<Record<string, unknown>>;
}

/** What is planned around `now`: daily, weekly, monthly, once, ended, with mail of its own and without any. */
function sketches(now: number): Sketch[] {
  const today = Math.floor(now / day) * day;
  // The epoch began on a Thursday.
  const monday = today - ((Math.floor(today / day) + 3) % 7) * day;
  const date = new Date(today);
  const month = (from: number, dayOfMonth = 1) =>
    Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + from, dayOfMonth);
  const every = (
    StartDate: number,
    RepeatNumber: number,
    RepeatUnit: Timing["RepeatUnit"],
    EndDate?: number,
  ) => ({
    StartDate,
    RepeatNumber,
    RepeatUnit,
    ...(EndDate !== undefined && { EndDate }),
  });
  const security = { To: ["security <security@example.com>"], Subject: "Logins", Message: "" };
  return [
    {
      definition: "identityReport",
      name: "Identity Report – weekly",
      timing: every(monday - 70 * day + 6 * hour, 1, "WEEK"),
    },
    {
      definition: "roleAssignment",
      name: "Role Assignment Report Monthly",
      timing: every(month(-6) + 7 * hour, 1, "MONTH", month(12)),
      more: { Format: "CSV" },
    },
    {
      definition: "authentication",
      name: "Authentication by User Daily",
      timing: every(today - 30 * day + 2.5 * hour, 1, "DAY", today + 60 * day),
      more: { Email: security },
    },
    {
      definition: "userStatus",
      name: "User Status Changes, every two weeks",
      timing: every(monday - 28 * day + 5 * hour, 2, "WEEK"),
    },
    {
      definition: "identityVaultDump",
      name: "Identity Vault Export, month's end",
      timing: every(Date.UTC(date.getUTCFullYear() - 1, 0, 31, 22), 1, "MONTH"),
      more: { CollectOnRun: true },
    },
    {
      definition: "sodViolations",
      name: "Separation of Duties, quarterly",
      timing: every(month(-3, 15) + 8 * hour, 3, "MONTH"),
      more: { Email: { To: [] } },
    },
    {
      definition: "myResource0",
      name: "My Resource2",
      timing: every(today + 3 * day + 9 * hour, 1, "NONE", today + 3 * day + 10 * hour),
    },
    {
      definition: "correlatedEvents",
      name: "Correlated Resource Events Weekly",
      timing: every(monday - 14 * day + 4 * hour, 1, "WEEK"),
    },
    {
      definition: "passwordResets",
      name: "Self Password Changes (project, ended)",
      timing: every(today - 90 * day + 6 * hour, 1, "DAY", today - 60 * day),
    },
  ];
}

export function seedSchedules(definitions: readonly Definition[], now: number): Schedule[] {
  return sketches(now).map(({ definition: of, name, timing, more }, index) => {
    const definition = definitions.find((each) => each.name === of)!;
    return {
      ScheduleID: uuidOf("schedule", name),
      definition: definition.GUID,
      ...readScheduleBody({ DisplayName: name, Schedule: timing, ...more }, definition, "en"),
      accountId: accounts[index % 2]!.id,
      createdAt: now,
      nextRun: firstRunFrom(timing, now),
      skipped: [],
    };
  });
}
