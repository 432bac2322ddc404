import { faultBody, invalidInput, notFound, Refusal } from "./fault.ts";
import { importReport, unzip } from "./import-report.ts";
import { Query } from "./query.ts";
import type { RptRoutes, Server } from "./server.ts";
import { receiveFiles, type UploadedFile } from "./upload-files.ts";
import { progressOf, Uploads } from "./uploads.ts";

/** /rpt/definitions/import (13.4.8 to 13.4.10): uploads of .rpz and .spz files, their progress, and their end. */
export function importRoutes(app: RptRoutes, { store }: Server): void {
  const uploads = new Uploads();

  app.post("/rpt/definitions/import", async (c) => {
    const query = new Query(c);
    const overwrite = query.word("overwrite", ["true", "false"], "InvalidInput", "false") === "true";
    const id = query.text("uploadid");
    const files = await receiveFiles(c.env.incoming, (upload) => {
      if (id !== undefined && !uploads.add(id, upload))
        throw invalidInput(`The upload '${id}' is running already.`);
    });
    if (files.length === 0) throw new Refusal(400, "ReportUploadFailed", "No file was sent.");
    const Imports = files.flatMap((file) => importFile(file, overwrite));
    const answer = { Status: "OK", Imports };
    const content = query.text("content");
    return content === undefined
      ? c.json(answer)
      : c.body(JSON.stringify(answer), 200, { "Content-Type": content });
  });

  app.get("/rpt/definitions/import/:id", (c) => c.json(progressOf(uploadOf(c.req.param("id")))));

  app.delete("/rpt/definitions/import/:id", (c) => {
    const upload = uploadOf(c.req.param("id"));
    const running = upload.state === "running";
    if (running) upload.cancel();
    return c.json({ Cancelled: String(running) });
  });

  function uploadOf(id: string) {
    const upload = uploads.get(id);
    if (upload !== undefined) return upload;
    throw notFound(`There is no upload '${id}'.`);
  }

  /** One entry for each report of the file: what is wrong with one says nothing of the others. */
  function importFile({ name, bytes }: UploadedFile, overwrite: boolean): object[] {
    if (/\.rpz$/i.test(name)) return [importOne({ name, bytes }, overwrite)];
    try {
      if (!/\.spz$/i.test(name)) {
        throw new Refusal(
          400,
          "ReportUploadFailed",
          `The file '${name}' is neither an .rpz nor an .spz file.`,
        );
      }
      const inner = Object.entries(unzip(bytes, name)).filter(([path]) => /\.rpz$/i.test(path));
      if (inner.length > 0)
        return inner.map(([path, content]) => importOne({ name: path, bytes: content }, overwrite));
      throw new Refusal(400, "RpzFileUploadFailedZipException", `The file '${name}' holds no .rpz file.`);
    } catch (error) {
      return [failedEntry(name, error)];
    }
  }

  function importOne({ name, bytes }: UploadedFile, overwrite: boolean): object {
    try {
      const GUID = store.change((state) => importReport(state, bytes, name, overwrite));
      return { Filename: name, GUID, Status: "OK" };
    } catch (error) {
      return failedEntry(name, error);
    }
  }
}

function failedEntry(name: string, error: unknown): object {
  if (!(error instanceof Refusal)) throw error;
  return { Filename: name, Status: "FAILED", ...faultBody(error) };
}
