import { resolve } from "node:path";
import { defineCommand, one, operands, toggle } from "../../../cli/command.ts";
import { directory, file } from "../../../cli/values.ts";
import { usage } from "../../../errors.ts";
import { download, streamed } from "../../../http/download.ts";
import { Row } from "../../../rows/row.ts";
import { rpzDocument, rpzPath } from "../../../systems/rpt/export.ts";
import { findDefinition } from "../../../systems/rpt/find-definition.ts";
import { SavedNames } from "../../../systems/rpt/saved-name.ts";
import { Transfer } from "../../../terminal/transfer.ts";
import { definition, definitionSummary } from "../../ids.ts";

export default defineCommand({
  summary: "Save report definitions as rpz archives",
  details:
    "The archives can be imported again. A file that exists is not overwritten, unless --overwrite is given.",
  examples: [
    'rptctl defs export "Role Report"',
    "rptctl defs list -o id | xargs rptctl defs export --dir backup --overwrite",
    'rptctl defs export "Role Report" -O - > role-report.rpz',
  ],
  effect: "read",
  oneContext: true,
  operands: { defs: operands(definition, definitionSummary) },
  flags: {
    "output-file": one(file(), "where to save it; - is stdout", { short: "O", excludes: ["dir"] }),
    dir: one(directory(), "the directory to save in (default: the current one)"),
    overwrite: toggle("replace files that are there already"),
  },
  async run(context, { operands: { defs }, flags }) {
    const to = flags["output-file"];
    if (to !== undefined && defs.length > 1)
      throw usage("--output-file is for one definition", "give --dir for several");
    const api = await context.api("rpt");
    if (to === "-") {
      const document = rpzDocument(api, await findDefinition(api, defs[0]!));
      return { kind: "bytes", bytes: await streamed(document) };
    }
    const { cwd, now } = context.world;
    const into = resolve(cwd, flags.dir ?? ".");
    const names = new SavedNames();
    const progress = await context.progress("Exporting");
    try {
      const { done, failed } = await context.each(new Set(defs), async (def) => {
        const found = await findDefinition(api, def);
        const transfer = new Transfer(progress, def, now);
        return download(rpzDocument(api, found), {
          path: to === undefined ? undefined : resolve(cwd, to),
          pathFor: (response) => rpzPath(into, found, response, names),
          overwrite: flags.overwrite,
          onProgress: (bytes, total) => transfer.at(bytes, total),
        });
      });
      return {
        kind: "written",
        items: done.map(({ item, result }) => ({
          id: result.path,
          response: Row.of({ definition: item, path: result.path, bytes: result.bytes }),
        })),
        several: true,
        note: `Saved ${done.length} of ${new Set(defs).size} definitions.`,
        failed,
      };
    } finally {
      await progress.end();
    }
  },
});
