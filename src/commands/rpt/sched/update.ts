import { isDeepStrictEqual } from "node:util";
import { differenceLines, differences } from "../../../changes/change.ts";
import { defineCommand, operand } from "../../../cli/command.ts";
import { usage } from "../../../errors.ts";
import { Row } from "../../../rows/row.ts";
import { readDefinition } from "../../../systems/rpt/definition.ts";
import { findSchedule } from "../../../systems/rpt/find-schedule.ts";
import { changedSchedule } from "../../../systems/rpt/schedule-body.ts";
import { readSchedule, writeSchedule } from "../../../systems/rpt/update-schedule.ts";
import { scheduleId } from "../../ids.ts";
import { bodyFlags, inDefinition, readWishes, timeFlags } from "./flags.ts";

export default defineCommand({
  summary: "Change a schedule",
  details:
    "Reads it, changes what the file and the flags name, and writes it back whole; all else stays as it is. With --dry-run, shows " +
    "what would differ.",
  examples: [
    "rptctl sched update d8bc5cbb-0cdf-b043-38ee-f0c5df2e6203 --every 2weeks --end 2027-12-31",
    "rptctl sched update d8bc5cbb-0cdf-b043-38ee-f0c5df2e6203 --param REPORT_LOCALE=fr --dry-run",
  ],
  effect: "write",
  sees: { things: "rpt/schedules", name: "DisplayName" },
  operands: { id: operand(scheduleId, "the schedule's id") },
  flags: { def: inDefinition, ...bodyFlags, ...timeFlags },
  async run(context, { operands, flags }) {
    const { def, start, every, end, ...body } = flags;
    if (Object.values({ start, every, end, ...body }).every(isNothing)) {
      throw usage(
        "nothing to change",
        "give --name, --start, --every, --param, --file or another of its flags",
      );
    }
    const { record, wishes } = await readWishes(context, flags, { start, every, end });
    const api = await context.api("rpt");
    const place = await findSchedule(api, operands.id, def);
    const before = await readSchedule(api, place);
    const after = await changedSchedule(before, record, wishes, async () => {
      return (await readDefinition(api, place.guid)).value;
    });
    if (context.dryRun) await context.show(differenceLines(differences(before, after)));
    const isSame = isDeepStrictEqual(before, after);
    const response = isSame
      ? Row.of({ GUID: place.id, Status: "OK" })
      : await writeSchedule(api, place, after);
    const note = isSame ? `Schedule ${place.id} is like that already.` : `Changed schedule ${place.id}.`;
    return { kind: "written", items: [{ id: place.id, response }], several: false, note };
  },
});

function isNothing(value: unknown): boolean {
  return value === undefined || value === false || (Array.isArray(value) && value.length === 0);
}
