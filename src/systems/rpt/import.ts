import { randomBytes } from "node:crypto";
import { defined } from "../../defined.ts";
import { Fault } from "../../errors.ts";
import type { Api } from "../../http/api.ts";
import { multipart, type UploadFile } from "../../http/upload.ts";
import { isRecord } from "../../record.ts";
import { definitions } from "./endpoints.ts";
import { explainRpt, faultIn } from "./errors.ts";
import { type Json, listOf, member, textOf } from "./records.ts";

/** How far an upload is, in the server's own words (13.4.9): "10Mb" of "20Mb" is for people, not for sums. */
export interface UploadStatus {
  readonly percent: string | undefined;
  readonly completed: string | undefined;
  readonly total: string | undefined;
}

export interface ImportOptions {
  readonly overwrite: boolean;
  /** The name that the server knows this upload by while it lasts. */
  readonly uploadId: string;
  /** The name of the multipart part, which the page leaves open. */
  readonly part: string;
  onSent?(bytes: number): void;
  /** Told every second or so how far the server is; not asked for where it is absent. */
  onStatus?(status: UploadStatus): void;
}

/** One report out of an archive, and what became of it. */
export interface ImportedItem {
  readonly item: Json;
  readonly guid: string;
  readonly filename: string;
  readonly fault: Fault | undefined;
}

/** How long cancelling an upload may take after Ctrl-C. */
const patienceAfterwards = 5000;

export function newUploadId(): string {
  return `rptctl-${randomBytes(8).toString("hex")}`;
}

/**
 * Imports the reports of an archive (13.4.8). An interruption cancels the upload at the server too (13.4.10). What became
 * of each report is in its item: the server says OK to the whole even where some of them failed.
 */
export async function importFile(
  api: Api,
  file: UploadFile,
  options: ImportOptions,
  clock: { readonly signal: AbortSignal; sleep(milliseconds: number, signal?: AbortSignal): Promise<void> },
): Promise<readonly ImportedItem[]> {
  const { uploadId } = options;
  const over = new AbortController();
  const watching = watchUpload(api, options, over.signal, clock.sleep);
  try {
    const upload = multipart(options.part, file, options.onSent);
    const query = { overwrite: options.overwrite ? true : undefined, uploadid: uploadId };
    const { row } = await api.json(definitions.import, { query, upload });
    return itemsOf(api, row.value, file);
  } catch (error) {
    if (clock.signal.aborted) {
      const cancel = { path: { upload: uploadId } };
      await api
        .afterwards(patienceAfterwards)
        .json(definitions.importCancel, cancel)
        .catch(() => {});
    }
    throw error;
  } finally {
    over.abort();
    await watching;
  }
}

async function watchUpload(
  api: Api,
  { uploadId, onStatus }: ImportOptions,
  over: AbortSignal,
  sleep: (milliseconds: number, signal?: AbortSignal) => Promise<void>,
): Promise<void> {
  if (onStatus === undefined) return;
  while (!over.aborted) {
    try {
      await sleep(1000, over);
      const status = await readStatus(api, uploadId);
      if (!over.aborted) onStatus(status);
    } catch {
      // Only the display misses it; and a server may not know the upload before its first bytes, or after its last.
    }
  }
}

async function readStatus(api: Api, uploadId: string): Promise<UploadStatus> {
  const { row } = await api.record(definitions.importStatus, { path: { upload: uploadId } });
  const text = (name: string) => textOf(row.value, name);
  return { percent: text("CompletedPercent"), completed: text("Completed"), total: text("Total") };
}

function itemsOf(api: Api, answer: unknown, file: UploadFile): readonly ImportedItem[] {
  const items = listOf(member(answer, "Imports")).filter(isRecord);
  if (items.length === 0 && textOf(answer, "Status")?.toUpperCase() !== "OK") {
    throw new Fault("unavailable", `the server did not say what became of ${file.name}`, {
      system: api.system,
    });
  }
  return items.map((item) => {
    const filename = textOf(item, "Filename") ?? file.name;
    const failed = faultIn(item) !== undefined || /^fail/i.test(textOf(item, "Status") ?? "OK");
    const guid = textOf(item, "GUID") ?? "";
    return { item, guid, filename, fault: failed ? failureOf(api, item, filename) : undefined };
  });
}

function failureOf(api: Api, item: Json, filename: string): Fault {
  const said = faultIn(item);
  const { hints } = explainRpt({ status: 200, headers: {}, text: "", json: item });
  return new Fault(
    "job_failed",
    `${filename} was not imported: ${said?.text ?? "the server gave no reason"}`,
    {
      system: api.system,
      ...defined({ subcode: said?.subcode, hints: said && hints }),
    },
  );
}
