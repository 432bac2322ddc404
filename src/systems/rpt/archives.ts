import { constants } from "node:fs";
import { open } from "node:fs/promises";
import { basename, resolve } from "node:path";
import { reasonOf } from "../../errno.ts";
import { usage } from "../../errors.ts";
import type { UploadFile } from "../../http/upload.ts";

/**
 * The archives at these paths, looked at before anything is sent: the server takes names that end in .rpz or .spz, and zip.
 * @throws Fault usage that names the first that is none.
 */
export async function archivesAt(
  paths: readonly string[],
  directory: string,
): Promise<readonly UploadFile[]> {
  const archives: UploadFile[] = [];
  for (const path of new Set(paths.map((each) => resolve(directory, each)))) {
    archives.push(await archiveAt(path));
  }
  return archives;
}

async function archiveAt(path: string): Promise<UploadFile> {
  if (!/\.[rs]pz$/i.test(path)) {
    throw usage(`${path} is no .rpz or .spz`, "an .rpz holds one report, an .spz several");
  }
  // O_NONBLOCK: to open a pipe must not wait for who will write to it.
  const file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0)).catch((error: unknown) => {
    throw usage(`cannot read ${path}: ${reasonOf(error)}`);
  });
  try {
    const status = await file.stat();
    if (status.isFIFO())
      throw usage(`cannot read ${path}: it is a pipe`, "save what it gives in a file first");
    const { size } = status;
    const { buffer, bytesRead } = await file.read(Buffer.alloc(2), 0, 2, 0).catch((error: unknown) => {
      throw usage(`cannot read ${path}: ${reasonOf(error)}`);
    });
    if (buffer.toString("latin1", 0, bytesRead) !== "PK") throw usage(`${path} is no zip archive`);
    return { path, name: basename(path), size };
  } finally {
    await file.close();
  }
}
