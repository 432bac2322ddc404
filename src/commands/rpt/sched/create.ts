import { defineCommand, must } from "../../../cli/command.ts";
import { createSchedule } from "../../../systems/rpt/create-schedule.ts";
import { readDefinition } from "../../../systems/rpt/definition.ts";
import { findDefinition } from "../../../systems/rpt/find-definition.ts";
import { newSchedule } from "../../../systems/rpt/schedule-body.ts";
import { definition, definitionSummary } from "../../ids.ts";
import { bodyFlags, readWishes, timeFlags } from "./flags.ts";

export default defineCommand({
  summary: "Schedule a report",
  details:
    "What is not given is the definition's: its texts, format, parameters and mail. Flags go before the file. In the file, times may be " +
    "written as a WHEN, and Parameters as NAME: VALUE. Recipients that are named replace the definition's; --no-email sends no mail. " +
    "Without --every it runs once.",
  examples: [
    'rptctl sched create --def "Role Report" --start "tomorrow 06:00" --every 1week --param REPORT_LOCALE=de',
    "rptctl sched create --def 705ea4a2afdc962f0b3403ea7ca9ea60 -f weekly.yaml --no-email",
    'rptctl sched create --def "Role Report" --start 2027-01-01T06:00 --email-to "Ann <ann@example.com>" --format csv',
  ],
  effect: "write",
  sees: { things: "rpt/schedules", name: "DisplayName" },
  operands: {},
  flags: {
    def: must(definition, definitionSummary),
    ...bodyFlags,
    ...timeFlags,
  },
  async run(context, { flags }) {
    const { start, every, end } = flags;
    const { record, wishes } = await readWishes(context, flags, { start, every, end });
    const api = await context.api("rpt");
    const { guid } = await findDefinition(api, flags.def);
    const body = await newSchedule(record, wishes, async () => (await readDefinition(api, guid)).value);
    const { id, row } = await createSchedule(api, guid, body);
    return {
      kind: "written",
      items: [{ id, response: row }],
      several: false,
      note: `Created a schedule of ${flags.def}.`,
    };
  },
});
