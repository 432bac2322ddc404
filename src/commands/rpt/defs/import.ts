import { defineCommand, one, operands, toggle } from "../../../cli/command.ts";
import { file, pathId } from "../../../cli/values.ts";
import { usage } from "../../../errors.ts";
import { Row } from "../../../rows/row.ts";
import { archivesAt } from "../../../systems/rpt/archives.ts";
import { importFile, newUploadId } from "../../../systems/rpt/import.ts";
import { Transfer } from "../../../terminal/transfer.ts";

export default defineCommand({
  summary: "Import report definitions from rpz and spz archives",
  details:
    "An rpz holds one report, an spz several. Reports that are there already are refused, one by one, unless --overwrite is given; exit 10 " +
    "says that some failed. Ctrl-C cancels the upload at the server too.",
  examples: [
    "rptctl defs import role-report.rpz",
    "rptctl defs import reports.spz --overwrite --upload-id nightly",
  ],
  effect: "write",
  operands: { files: operands(file(), "the archives") },
  flags: {
    overwrite: toggle("replace reports that are there already"),
    "upload-id": one(
      pathId(),
      "the name of the upload, for import-status and import-cancel (default: a random one)",
    ),
  },
  async run(context, { operands: { files }, flags }) {
    if (flags["upload-id"] !== undefined && files.length > 1) throw usage("--upload-id is for one file");
    const archives = await archivesAt(files, context.world.cwd);
    const api = await context.api("rpt");
    const part = (await context.settings("rpt")).text("import-part") ?? "file";
    const progress = await context.progress("Importing");
    try {
      const { done, failed } = await context.each(archives, async (archive) => {
        const uploadId = flags["upload-id"] ?? newUploadId();
        const transfer = new Transfer(progress, archive.name, context.world.now);
        context.detail(`upload ${uploadId}: ${archive.path}`);
        const options = {
          overwrite: flags.overwrite,
          uploadId,
          part,
          onSent: (bytes: number) => transfer.at(bytes, archive.size),
        };
        if (!progress.shown) return importFile(api, archive, options, context.world);
        const onStatus = ({ percent = "?", completed = "?", total = "?" }) =>
          transfer.beside(`server: ${percent}%, ${completed} of ${total}`);
        return importFile(api, archive, { ...options, onStatus }, context.world);
      });
      const items = done.flatMap(({ result }) => result);
      const good = items.filter(({ fault }) => fault === undefined);
      return {
        kind: "written",
        items: good.map(({ guid, item }) => ({ id: guid, response: Row.of(item) })),
        several: true,
        note: `Imported ${good.length} of ${items.length + failed.length} definitions.`,
        failed: [...items.flatMap(({ fault }) => fault ?? []), ...failed],
        exitOfFailed: items.length > good.length ? "job_failed" : undefined,
      };
    } finally {
      await progress.end();
    }
  },
});
