import { accounts, uuidOf } from "../cast.ts";
import { stamp } from "../due-runs.ts";
import { textIn } from "../languages.ts";
import type { Definition, Report } from "../records.ts";
import { readScheduleBody } from "../schedule-body.ts";

const hour = 3_600_000;

/** So many have run before the sandbox began; the two newest are in progress. */
const count = 30;

export function seedReports(definitions: readonly Definition[], now: number): Report[] {
  return Array.from({ length: count }, (_, index) => {
    const definition = definitions[(index * 5) % definitions.length]!;
    const running = index >= count - 2;
    const RunDate = running
      ? now - 60_000 * (count - index)
      : Math.floor(now / hour) * hour - (count - index) * 20 * hour;
    return pastReport(definition, index, RunDate, running ? now + 10 * 60_000 : undefined);
  });
}

function pastReport(definition: Definition, index: number, RunDate: number, doneAt?: number): Report {
  const { DisplayName, Description } = textIn(definition.texts, "en");
  const timing = { StartDate: RunDate, RepeatUnit: "NONE" };
  const { Email, Parameters } = readScheduleBody({ Schedule: timing }, definition, "en");
  return {
    ReportID: uuidOf("report", String(index)),
    Name: `${DisplayName}_${stamp(RunDate)}`,
    DisplayName,
    Description,
    Tags: definition.tags,
    Format: definition.format,
    RunDate,
    doneAt: doneAt ?? RunDate + definition.behaviour.seconds * 1000,
    fails: definition.behaviour.fails,
    rows: definition.behaviour.rows,
    parameters: Parameters,
    ...(Email && { Email }),
    accountId: accounts[index % 3]!.id,
  };
}
