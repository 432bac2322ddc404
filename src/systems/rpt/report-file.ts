import { Fault } from "../../errors.ts";
import type { Api } from "../../http/api.ts";
import { fileNameIn } from "../../http/content-disposition.ts";
import { type Document, documentOf } from "../../http/document.ts";
import type { WireResponse } from "../../http/wire.ts";
import { shellLine } from "../../shell-words.ts";
import { reports } from "./endpoints.ts";
import { failedReport, readReport } from "./report.ts";
import type { SavedNames } from "./saved-name.ts";

/** The file of a report (13.4.19), which has to be the PDF or the CSV that the server says it is. */
export function reportDocument(api: Api, id: string): Document {
  let isPdf = false;
  const document = documentOf(api, reports.file, { path: { report: id } }, (head) => misfit(head, isPdf));
  return {
    ...document,
    async open(headers) {
      const response = await document.open(headers).catch(async (error: unknown) => {
        throw await whyNone(api, id, error);
      });
      isPdf = extensionOf(response) === "pdf";
      return response;
    },
  };
}

/** Where it is saved: under the server's name for it, else the report's id. */
export function reportPath(directory: string, id: string, response: WireResponse, names: SavedNames): string {
  const named = fileNameIn(response.headers["content-disposition"]);
  const isPdf = extensionOf(response) === "pdf";
  return names.pathIn(directory, [named, id, "report"], id, isPdf ? [".pdf", ".csv"] : [".csv", ".pdf"]);
}

/** What the server says the file is, by its name first: types may be anything (application/octet-stream). */
function extensionOf({ headers }: WireResponse): "pdf" | "csv" | undefined {
  const name = fileNameIn(headers["content-disposition"]) ?? "";
  const said =
    /\.(pdf|csv)$/i.exec(name)?.[1] ?? /^[^;]*\b(pdf|csv)\b/i.exec(headers["content-type"] ?? "")?.[1];
  return said?.toLowerCase() as "pdf" | "csv" | undefined;
}

function misfit(head: Uint8Array, isPdf: boolean): string | undefined {
  if (head.byteLength === 0) return "an empty file came, and no report";
  const text = Buffer.from(head).toString("latin1");
  if (text.startsWith("%PDF-")) return undefined;
  if (isPdf) return "what came is no PDF";
  // A CSV is any text: but for what is surely something else.
  if (head.includes(0)) return "what came is neither PDF nor CSV";
  return /^\s*(?:<[!?]|\{\s*"Fault")/i.test(text) ? "what came is no report" : undefined;
}

/** A report that is in progress or failed has no file, and a server may say 404 or worse to that. */
async function whyNone(api: Api, id: string, error: unknown): Promise<unknown> {
  const { code, status } = error instanceof Fault ? error : { code: undefined, status: undefined };
  if (!(error instanceof Fault) || !(code === "not_found" || status === 500)) return error;
  const state = await readReport(api, id).then(
    (report) => report.state,
    () => undefined,
  );
  if (state === "failed") return failedReport(api, id);
  if (state !== "in progress") return error;
  return new Fault("conflict", `report ${id} is in progress, and has no file yet`, {
    system: api.system,
    hints: [shellLine`rptctl reports wait ${id}`],
  });
}
