import type { Api } from "../../http/api.ts";
import { type Downloaded, download } from "../../http/download.ts";
import { reportDocument, reportPath } from "./report-file.ts";
import { SavedNames } from "./saved-name.ts";

/** Downloads that go on at a time. */
export const downloadsAtOnce = 4;

export interface ReportDownloads {
  readonly directory: string;
  /** For one report: the path to save at. */
  readonly path?: string | undefined;
  readonly overwrite: boolean;
  /** So many bytes of that report are there, of so many where the server tells. */
  onProgress?(id: string, done: number, total: number | undefined): void;
}

/** What saves report after report, several at a time too: none of them takes the name of another. */
export function reportSaver(
  api: Api,
  { directory, path, overwrite, onProgress }: ReportDownloads,
): (id: string) => Promise<Downloaded> {
  const names = new SavedNames();
  return (id) =>
    download(reportDocument(api, id), {
      path,
      pathFor: (response) => reportPath(directory, id, response, names),
      overwrite,
      onProgress: (done, total) => onProgress?.(id, done, total),
    });
}
