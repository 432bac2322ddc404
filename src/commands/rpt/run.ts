import { resolve } from "node:path";
import { defineCommand, one, operand, toggle } from "../../cli/command.ts";
import { waitFlags } from "../../cli/globals.ts";
import { directory, text } from "../../cli/values.ts";
import { Row } from "../../rows/row.ts";
import { findDefinition } from "../../systems/rpt/find-definition.ts";
import { finishRun, saveRun, startRun } from "../../systems/rpt/run.ts";
import { RunJournal } from "../../systems/rpt/run-journal.ts";
import { Transfers } from "../../terminal/transfers.ts";
import { paceOf } from "../../times/waiting.ts";
import { definition, definitionSummary } from "../ids.ts";
import { bodyFlags, readWishes } from "./sched/flags.ts";

const noTimes = { start: undefined, every: undefined, end: undefined };

export default defineCommand({
  summary: "Make one report, now",
  details:
    "Makes a schedule that runs once, at once, and prints its id. --wait waits for its report and prints the report's id; --download " +
    "saves it too and prints the path. With --run-key, the same command can be given again, also after it was killed: it goes on " +
    "with the run that is there instead of starting another. Exits 10 where the report failed. " +
    "The Schedule of a file is not used.",
  examples: [
    'rptctl rpt run "Role Report" --download . --wait-timeout 30m',
    "rptctl rpt run 705ea4a2afdc962f0b3403ea7ca9ea60 --wait --format csv --param REPORT_LOCALE=de --no-email",
    'rptctl rpt run "Role Report" --download reports --run-key roles-2026-11-22',
  ],
  effect: "write",
  operands: { def: operand(definition, definitionSummary) },
  flags: {
    ...bodyFlags,
    wait: toggle("wait until the report is made"),
    download: one(directory(), "wait, and save the report in this directory"),
    overwrite: toggle("replace a file that is there already"),
    "run-key": one(text("KEY"), "a name for this run, which is then started once only"),
    ...waitFlags,
  },
  async run(context, { operands, flags }) {
    const { world } = context;
    const { record, wishes } = await readWishes(context, flags, noTimes);
    const { timing, ...wanted } = wishes;
    const { Schedule, ...body } = record;
    const api = await context.api("rpt");
    const { guid } = await findDefinition(api, operands.def);
    const key = context.dryRun ? undefined : flags["run-key"];
    const journal =
      key === undefined ? undefined : new RunJournal(world, (await context.settings("rpt")).url ?? "", key);
    if (journal !== undefined) RunJournal.forgetOld(world);
    const started = await startRun(api, { guid, record: body, wishes: wanted }, journal, world);
    const { schedule } = started.record;
    if (!started.isNew)
      context.note(`The run key "${key}" was used before: going on with schedule ${schedule}.`);
    if (!flags.wait && flags.download === undefined) {
      const items = [{ id: schedule, response: started.row }];
      return { kind: "written", items, several: false, note: `${operands.def} runs now.` };
    }
    const progress = await context.progress(`Waiting for ${operands.def}`);
    try {
      const report = await finishRun(api, started, journal, paceOf(flags), world, context.note);
      if (flags.download === undefined) {
        const items = [{ id: report.id, response: report.row }];
        return { kind: "written", items, several: false, note: `Report ${report.id} is finished.` };
      }
      const transfers = new Transfers(progress, [report.id], world.now);
      const downloads = {
        directory: resolve(world.cwd, flags.download),
        overwrite: flags.overwrite,
        onProgress: (id: string, done: number, total: number | undefined) => transfers.at(id, done, total),
      };
      const { path, bytes } = await saveRun(api, started, report.id, journal, downloads, world.signal);
      const items = [{ id: path, response: Row.of({ report: report.id, path, bytes }) }];
      return { kind: "written", items, several: false, note: "Saved 1 report." };
    } finally {
      await progress.end();
    }
  },
});
