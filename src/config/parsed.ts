import { statSync } from "node:fs";
import { dirname, join } from "node:path";
import { isOurs } from "../files/private-directory.ts";
import { readPrivate } from "../files/read.ts";
import { replaceFile } from "../files/replace.ts";
import type { World } from "../world.ts";
import type { Config } from "./config.ts";

/** What config.yaml says, once it is parsed and made sure of. */
type Parsed = Omit<Config, "path">;

/**
 * What config.yaml said when it was last parsed, kept beside it as JSON: to load a YAML parser takes as long as a whole request.
 * It counts for the very file that it was made from and for this version of rptctl; whatever is wrong with it, config.yaml
 * is parsed again.
 */
export interface KeptParse {
  /** Undefined where nothing is kept that could be used. */
  read(): Parsed | undefined;
  keep(parsed: Parsed): void;
}

/** A file that was changed so short a time ago may change again without a trace in its time. */
const settled = 3_000;

/** For `path` as it is now; undefined where there is no such file. */
export function keptParse(path: string, world: Pick<World, "version" | "now">): KeptParse | undefined {
  const before = stampOf(path);
  if (before === undefined) return undefined;
  const kept = join(dirname(path), ".config.yaml.parsed");
  const stamp = `${world.version} ${before.stamp}`;
  return {
    read() {
      return orUndefined(() => {
        const found = JSON.parse(readPrivate(kept) ?? "null") as { stamp?: unknown; parsed: Parsed } | null;
        return found?.stamp === stamp ? found.parsed : undefined;
      });
    },
    keep(parsed) {
      const isSettled = world.now() - before.changed > settled && stampOf(path)?.stamp === before.stamp;
      if (!isSettled || !isOurs(dirname(path))) return;
      // Where nothing can be written, config.yaml is parsed each time.
      orUndefined(() => replaceFile(kept, JSON.stringify({ stamp, parsed }), { mode: 0o600 }));
    },
  };
}

/** What tells one state of a file from the next. */
function stampOf(path: string): { stamp: string; changed: number } | undefined {
  const status = orUndefined(() => statSync(path, { bigint: true }));
  if (status === undefined) return undefined;
  const { dev, ino, size, mtimeNs, ctimeNs, mtimeMs, ctimeMs } = status;
  const changed = Number(mtimeMs > ctimeMs ? mtimeMs : ctimeMs);
  return { stamp: [dev, ino, size, mtimeNs, ctimeNs].join(" "), changed };
}

function orUndefined<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}
