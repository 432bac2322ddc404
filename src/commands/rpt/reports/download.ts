import { resolve } from "node:path";
import { defineCommand, one, operands as someOperands, toggle } from "../../../cli/command.ts";
import { directory, file } from "../../../cli/values.ts";
import { counted } from "../../../counted.ts";
import { usage } from "../../../errors.ts";
import { streamed } from "../../../http/download.ts";
import { Row } from "../../../rows/row.ts";
import { downloadsAtOnce, reportSaver } from "../../../systems/rpt/download-reports.ts";
import { reportDocument } from "../../../systems/rpt/report-file.ts";
import { Transfers } from "../../../terminal/transfers.ts";
import { reportId } from "../../ids.ts";

export default defineCommand({
  summary: "Save the files of reports",
  details:
    "Prints the paths. A download that broke off goes on where it stopped, here and when the same command is given again. A file that " +
    "exists is not overwritten, and a web page is never taken for a report.",
  examples: [
    "rptctl reports download fc651bc7-1f57-dfdb-64bd-ff833e37906e",
    "rptctl reports list --state success --from -30d -o id | xargs rptctl reports download --dir reports",
    "rptctl reports download fc651bc7-1f57-dfdb-64bd-ff833e37906e -O - | lpr",
  ],
  effect: "read",
  oneContext: true,
  operands: { ids: someOperands(reportId, "the reports' ids") },
  flags: {
    "output-file": one(file(), "where to save it; - is stdout", { short: "O", excludes: ["dir"] }),
    dir: one(directory(), "the directory to save in (default: the current one)"),
    overwrite: toggle("replace files that are there already"),
  },
  async run(context, { operands, flags }) {
    const ids = [...new Set(operands.ids)];
    const to = flags["output-file"];
    if (to !== undefined && ids.length > 1)
      throw usage("--output-file is for one report", "give --dir for several");
    const api = await context.api("rpt");
    if (to === "-") return { kind: "bytes", bytes: await streamed(reportDocument(api, ids[0]!)) };
    const { cwd, now } = context.world;
    const progress = await context.progress("Downloading");
    const transfers = new Transfers(progress, ids, now);
    const save = reportSaver(api, {
      directory: resolve(cwd, flags.dir ?? "."),
      path: to === undefined ? undefined : resolve(cwd, to),
      overwrite: flags.overwrite,
      onProgress: (id, done, total) => transfers.at(id, done, total),
    });
    try {
      const { done, failed } = await context.each(ids, save, downloadsAtOnce);
      return {
        kind: "written",
        items: done.map(({ item, result: { path, bytes } }) => ({
          id: path,
          response: Row.of({ report: item, path, bytes }),
        })),
        several: true,
        note: `Saved ${done.length} of ${counted(ids.length, "report")}.`,
        failed,
      };
    } finally {
      await progress.end();
    }
  },
});
