import { basename, dirname } from "node:path";
import { isDeepStrictEqual } from "node:util";
import Conf, { type Options } from "conf";
import { replaceFile } from "../files/replace.ts";
import { checkConfig } from "./check.ts";
import { rewriteYaml } from "./rewrite.ts";
import { parseYaml } from "./yaml.ts";

type Store = Record<string, unknown>;

/** Conf as its subclasses may use it: its types call private what its code calls protected by an underscore. */
const Base = Conf as unknown as new (
  options: Options<Store>,
) => { readonly path: string; store: Store; _write(store: Store): void; _ensureDirectory(): void };

/**
 * config.yaml as a Conf store, for writing only: reading goes without Conf, which is slow to load. Its schemas are not
 * used, because ajv's messages know neither lines nor the nearest key. Hold the file's lock while one is in use.
 */
export class ConfigFile extends Base {
  constructor(path: string) {
    let text = "";
    super({
      cwd: dirname(path),
      configName: basename(path),
      fileExtension: "",
      accessPropertiesByDotNotation: false,
      deserialize: (read) => {
        text = read;
        const { value, fault } = parseYaml(read, path);
        checkConfig(value, fault);
        return (value ?? {}) as Store;
      },
      serialize: (store) => rewriteYaml(text, store, path),
    });
  }

  /** Writes the store, if it differs from the file. */
  replace(store: Store): void {
    if (isDeepStrictEqual({ ...this.store }, store)) return;
    this.store = store;
  }

  override _write(store: Store): void {
    replaceFile(this.path, this.#serialized(store), { mode: 0o600 });
  }

  /** Not Conf's to do: replaceFile makes the directory, with the mode that ours has. */
  override _ensureDirectory(): void {}

  #serialized(store: Store): string {
    return (this as unknown as { _serialize(store: Store): string })._serialize(store);
  }
}
