import type { RptState } from "../records.ts";
import { seedDefinitions } from "./definitions.ts";
import { seedReports } from "./reports.ts";
import { seedSchedules } from "./schedules.ts";

/** What a new sandbox's reporting server holds; `now` by the sandbox's clock. */
export function seedState(now: number): RptState {
  const definitions = seedDefinitions();
  return {
    definitions,
    schedules: seedSchedules(definitions, now),
    reports: seedReports(definitions, now),
    conf: {
      SmtpHost: "smtp.example.com",
      SmtpPort: 465,
      SmtpAuth: true,
      SmtpUser: "reporting",
      SmtpPass: "noguessing",
      SmtpSsl: true,
      DefaultEmail: "reporting@example.com",
      ReportFolder: "/var/opt/novell/reports",
      RetentionInterval: 1,
      RetentionUnit: "MONTH",
      NameOrder: "default|$FN $LN",
      ExpectedDataCollectionTime: 3_600_000,
    },
  };
}
