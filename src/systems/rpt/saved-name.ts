import { join } from "node:path";
import { safeName } from "../../files/names.ts";

/** The files of one command: none takes the name of another, also not on a disk that knows no upper and lower case. */
export class SavedNames {
  readonly #taken = new Set<string>();

  /**
   * The path to save at: the first of the names that is one, made safe, with one of the extensions (the first unless it has one), so
   * that whatever a server calls a file it is shown as what it is. One that is taken gets the id beside it.
   */
  pathIn(
    directory: string,
    names: readonly (string | undefined)[],
    id: string,
    extensions: readonly [string, ...string[]],
  ): string {
    const named = names.map((name) => safeName(name ?? "")).find((name) => name !== undefined) ?? "unnamed";
    const extension = extensions.find((each) => named.toLowerCase().endsWith(each));
    const stem = extension === undefined ? named : named.slice(0, -extension.length);
    const end = extension === undefined ? extensions[0] : named.slice(-extension.length);
    // As long as a GUID: with it, and `.part.json`, the name still fits into the 255 bytes of a file system.
    const beside = safeName(Buffer.byteLength(id) > 36 ? "" : id);
    for (let number = 1; ; number += 1) {
      const mark = number === 1 ? "" : `_${number === 2 && beside !== undefined ? beside : number}`;
      const path = join(directory, `${stem}${mark}${end}`);
      const key = path.normalize("NFC").toLowerCase();
      if (this.#taken.has(key)) continue;
      this.#taken.add(key);
      return path;
    }
  }
}
